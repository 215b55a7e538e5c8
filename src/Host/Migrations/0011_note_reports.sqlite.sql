CREATE TABLE "place_note_reports" (
    "note_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_note_reports" PRIMARY KEY ("note_id", "member_id")
);

CREATE INDEX "IX_place_note_reports_at" ON "place_note_reports" ("at");

-- The answers in a thread that was taken down are read again, and count.
UPDATE place_notes SET comment_count = comment_count + (SELECT sum(c.replies) FROM place_comments c WHERE c.note_id = place_notes.id AND c.root_id IS NULL AND c.state = 'TakenDown')
WHERE EXISTS (SELECT 1 FROM place_comments c WHERE c.note_id = place_notes.id AND c.root_id IS NULL AND c.state = 'TakenDown' AND c.replies > 0);
