CREATE TABLE "place_search_asks" (
    "thing" TEXT NOT NULL,
    "who" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_search_asks" PRIMARY KEY ("thing", "who")
);

CREATE TABLE "place_search_keys" (
    "week" TEXT NOT NULL CONSTRAINT "PK_place_search_keys" PRIMARY KEY,
    "secret" BLOB NOT NULL
);

CREATE INDEX "IX_place_search_asks_at" ON "place_search_asks" ("at");

