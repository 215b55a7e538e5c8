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

CREATE INDEX "IX_kernel_outbox_state_lane_id" ON "kernel_outbox" ("state", "lane", "id");

