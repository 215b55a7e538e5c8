CREATE TABLE "people_withdrawn" (
    "thing" TEXT NOT NULL CONSTRAINT "PK_people_withdrawn" PRIMARY KEY,
    "at" INTEGER NOT NULL
);

