CREATE TABLE "insight_days" (
    "day" INTEGER NOT NULL,
    "metric" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    CONSTRAINT "PK_insight_days" PRIMARY KEY ("day", "metric")
);

CREATE TABLE "insight_tops" (
    "day" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "thing" TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    CONSTRAINT "PK_insight_tops" PRIMARY KEY ("day", "kind", "thing")
);

