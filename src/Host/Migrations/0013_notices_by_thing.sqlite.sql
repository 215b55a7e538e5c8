CREATE INDEX "IX_people_notices_thing" ON "people_notices" ("thing");
