CREATE TABLE "trust_audit" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_trust_audit" PRIMARY KEY,
    "actor_id" INTEGER NULL,
    "who" TEXT NOT NULL,
    "act" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "why" TEXT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "trust_rates" (
    "bucket" TEXT NOT NULL,
    "window" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,
    "until" INTEGER NOT NULL,
    CONSTRAINT "PK_trust_rates" PRIMARY KEY ("bucket", "window")
);

CREATE TABLE "trust_terms" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_trust_terms" PRIMARY KEY,
    "text" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "innocent" TEXT NOT NULL,
    "added" INTEGER NOT NULL
);

CREATE INDEX "IX_trust_audit_thing" ON "trust_audit" ("thing");

CREATE INDEX "IX_trust_rates_until" ON "trust_rates" ("until");

CREATE UNIQUE INDEX "IX_trust_terms_text" ON "trust_terms" ("text");

