CREATE TABLE "people_challenges" (
    "hash" TEXT NOT NULL CONSTRAINT "PK_people_challenges" PRIMARY KEY,
    "for" TEXT NOT NULL,
    "member_id" INTEGER NULL,
    "state" TEXT NOT NULL,
    "chosen" TEXT NULL,
    "until" INTEGER NOT NULL
);

CREATE TABLE "people_keys" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_keys" PRIMARY KEY,
    "xml" TEXT NOT NULL
);

CREATE TABLE "people_letters" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_letters" PRIMARY KEY,
    "email" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "written" INTEGER NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT NULL
);

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

CREATE TABLE "people_blocks" (
    "member_id" INTEGER NOT NULL,
    "blocked_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_people_blocks" PRIMARY KEY ("member_id", "blocked_id"),
    CONSTRAINT "FK_people_blocks_people_members_blocked_id" FOREIGN KEY ("blocked_id") REFERENCES "people_members" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_people_blocks_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_follows" (
    "follower_id" INTEGER NOT NULL,
    "followed_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_people_follows" PRIMARY KEY ("follower_id", "followed_id"),
    CONSTRAINT "FK_people_follows_people_members_followed_id" FOREIGN KEY ("followed_id") REFERENCES "people_members" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_people_follows_people_members_follower_id" FOREIGN KEY ("follower_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_interests" (
    "member_id" INTEGER NOT NULL,
    "tag" TEXT NOT NULL,
    CONSTRAINT "PK_people_interests" PRIMARY KEY ("member_id", "tag"),
    CONSTRAINT "FK_people_interests_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_mail_tokens" (
    "hash" TEXT NOT NULL CONSTRAINT "PK_people_mail_tokens" PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "for" TEXT NOT NULL,
    "email_key" TEXT NOT NULL,
    "until" INTEGER NOT NULL,
    CONSTRAINT "FK_people_mail_tokens_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_mutes" (
    "member_id" INTEGER NOT NULL,
    "muted_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_people_mutes" PRIMARY KEY ("member_id", "muted_id"),
    CONSTRAINT "FK_people_mutes_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE,
    CONSTRAINT "FK_people_mutes_people_members_muted_id" FOREIGN KEY ("muted_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_notice_switches" (
    "member_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "on" INTEGER NOT NULL,
    CONSTRAINT "PK_people_notice_switches" PRIMARY KEY ("member_id", "kind", "channel"),
    CONSTRAINT "FK_people_notice_switches_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_notices" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_notices" PRIMARY KEY,
    "to_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "day" INTEGER NOT NULL,
    "actor_id" INTEGER NULL,
    "actors" INTEGER NOT NULL,
    "excerpt" TEXT NULL,
    "at" INTEGER NOT NULL,
    "unread" INTEGER NOT NULL,
    CONSTRAINT "FK_people_notices_people_members_to_id" FOREIGN KEY ("to_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
);

CREATE TABLE "people_passkeys" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_people_passkeys" PRIMARY KEY,
    "member_id" INTEGER NOT NULL,
    "credential" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "added" INTEGER NOT NULL,
    "used" INTEGER NULL,
    CONSTRAINT "FK_people_passkeys_people_members_member_id" FOREIGN KEY ("member_id") REFERENCES "people_members" ("id") ON DELETE CASCADE
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

CREATE TABLE "people_notice_actors" (
    "notice_id" INTEGER NOT NULL,
    "actor_id" INTEGER NOT NULL,
    CONSTRAINT "PK_people_notice_actors" PRIMARY KEY ("notice_id", "actor_id"),
    CONSTRAINT "FK_people_notice_actors_people_notices_notice_id" FOREIGN KEY ("notice_id") REFERENCES "people_notices" ("id") ON DELETE CASCADE
);

CREATE INDEX "IX_people_blocks_blocked_id" ON "people_blocks" ("blocked_id");

CREATE INDEX "IX_people_challenges_until" ON "people_challenges" ("until");

CREATE INDEX "IX_people_follows_followed_id_state_at" ON "people_follows" ("followed_id", "state", "at");

CREATE INDEX "IX_people_follows_follower_id_state_at" ON "people_follows" ("follower_id", "state", "at");

CREATE INDEX "IX_people_interests_tag" ON "people_interests" ("tag");

CREATE INDEX "IX_people_letters_state_next_at" ON "people_letters" ("state", "next_at");

CREATE INDEX "IX_people_mail_tokens_member_id" ON "people_mail_tokens" ("member_id");

CREATE INDEX "IX_people_mail_tokens_until" ON "people_mail_tokens" ("until");

CREATE INDEX "IX_people_members_avatar_id" ON "people_members" ("avatar_id");

CREATE INDEX "IX_people_members_cover_id" ON "people_members" ("cover_id");

CREATE INDEX "IX_people_members_discoverable_followers" ON "people_members" ("discoverable", "followers");

CREATE INDEX "IX_people_members_email_key" ON "people_members" ("email_key");

CREATE UNIQUE INDEX "IX_people_members_handle" ON "people_members" ("handle");

CREATE INDEX "IX_people_mutes_muted_id" ON "people_mutes" ("muted_id");

CREATE INDEX "IX_people_notices_to_id_at_id" ON "people_notices" ("to_id", "at", "id");

CREATE UNIQUE INDEX "IX_people_notices_to_id_kind_thing_day" ON "people_notices" ("to_id", "kind", "thing", "day");

CREATE INDEX "IX_people_notices_to_id_unread" ON "people_notices" ("to_id", "unread");

CREATE UNIQUE INDEX "IX_people_passkeys_credential" ON "people_passkeys" ("credential");

CREATE INDEX "IX_people_passkeys_member_id" ON "people_passkeys" ("member_id");

CREATE INDEX "IX_people_sessions_member_id" ON "people_sessions" ("member_id");

CREATE UNIQUE INDEX "IX_people_sessions_token_hash" ON "people_sessions" ("token_hash");

CREATE INDEX "IX_people_sessions_until" ON "people_sessions" ("until");

