CREATE TABLE "kernel_activity" (
    "id" TEXT NOT NULL CONSTRAINT "PK_kernel_activity" PRIMARY KEY,
    "actor_id" INTEGER NULL,
    "kind" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "served" TEXT NULL,
    "position" INTEGER NULL,
    "value" INTEGER NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "kernel_answers" (
    "id" TEXT NOT NULL CONSTRAINT "PK_kernel_answers" PRIMARY KEY,
    "request_hash" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "until" INTEGER NOT NULL,
    "status" INTEGER NOT NULL,
    "headers" TEXT NOT NULL,
    "body" BLOB NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "kernel_brought" (
    "source" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "thing_id" INTEGER NOT NULL,
    CONSTRAINT "PK_kernel_brought" PRIMARY KEY ("source", "name")
);

CREATE TABLE "kernel_nodes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_kernel_nodes" PRIMARY KEY,
    "holder" TEXT NOT NULL,
    "until" INTEGER NOT NULL
);

CREATE TABLE "kernel_outbox" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_kernel_outbox" PRIMARY KEY,
    "lane" INTEGER NOT NULL,
    "handler" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL,
    "next_at" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "error" TEXT NULL
);

CREATE TABLE "kernel_pictures" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_kernel_pictures" PRIMARY KEY,
    "owner_id" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    "blurhash" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "created" INTEGER NOT NULL,
    "check_at" INTEGER NOT NULL
);

CREATE TABLE "kernel_schedule" (
    "name" TEXT NOT NULL CONSTRAINT "PK_kernel_schedule" PRIMARY KEY,
    "next_at" INTEGER NOT NULL,
    "last_at" INTEGER NULL,
    "error" TEXT NULL
);

CREATE INDEX "IX_kernel_activity_actor_id_at" ON "kernel_activity" ("actor_id", "at");

CREATE INDEX "IX_kernel_activity_at" ON "kernel_activity" ("at");

CREATE INDEX "IX_kernel_activity_thing_at" ON "kernel_activity" ("thing", "at");

CREATE INDEX "IX_kernel_answers_at" ON "kernel_answers" ("at");

CREATE INDEX "IX_kernel_outbox_state_lane_id" ON "kernel_outbox" ("state", "lane", "id");

CREATE INDEX "IX_kernel_pictures_check_at" ON "kernel_pictures" ("check_at");

CREATE INDEX "IX_kernel_pictures_owner_id_created" ON "kernel_pictures" ("owner_id", "created");

