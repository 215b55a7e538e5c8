CREATE TABLE "people_members" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_members" PRIMARY KEY,
    "handle" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bio" TEXT NOT NULL,
    "region" TEXT NULL,
    "city" TEXT NULL,
    "language" TEXT NOT NULL,
    "avatar_id" INTEGER NULL,
    "cover_id" INTEGER NULL,
    "cover_colour" TEXT NULL,
    "role" TEXT NOT NULL,
    "joined" INTEGER NOT NULL,
    "password_hash" TEXT NULL,
    "email" TEXT NULL,
    "email_key" TEXT NULL,
    "email_confirmed" INTEGER NOT NULL,
    "discoverable" INTEGER NOT NULL,
    "indexable" INTEGER NOT NULL,
    "approve_followers" INTEGER NOT NULL,
    "journal_consent" INTEGER NOT NULL,
    "followers" INTEGER NOT NULL,
    "following" INTEGER NOT NULL,
    "digest_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "people_sessions" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_sessions" PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "token_hash" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "started" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    CONSTRAINT "FK_people_sessions_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE INDEX "IX_people_members_discoverable_followers" ON "people_members" ("discoverable", "followers");

CREATE INDEX "IX_people_members_email_key" ON "people_members" ("email_key");

CREATE UNIQUE INDEX "IX_people_members_handle" ON "people_members" ("handle");

CREATE INDEX "IX_people_sessions_member_id" ON "people_sessions" ("member_id");

CREATE UNIQUE INDEX "IX_people_sessions_token_hash" ON "people_sessions" ("token_hash");

CREATE INDEX "IX_people_sessions_until" ON "people_sessions" ("until");

