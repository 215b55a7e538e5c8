ALTER TABLE "place_notes" ADD "draft_id" INTEGER NULL;

ALTER TABLE "place_note_edits" ADD "city" TEXT NULL;

ALTER TABLE "place_note_edits" ADD "place_name" TEXT NULL;

ALTER TABLE "place_note_edits" ADD "tags" TEXT NULL;

ALTER TABLE "place_note_edits" ADD "visibility" TEXT NULL;

ALTER TABLE "place_drafts" ADD "failed_with" TEXT NULL;

CREATE TABLE "place_note_edit_pictures" (
    "edit_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "picture_id" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    "alt" TEXT NOT NULL,
    CONSTRAINT "PK_place_note_edit_pictures" PRIMARY KEY ("edit_id", "position"),
    CONSTRAINT "FK_place_note_edit_pictures_place_note_edits_edit_id" FOREIGN KEY ("edit_id") REFERENCES "place_note_edits" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_place_notes_author_id_draft_id" ON "place_notes" ("author_id", "draft_id");

CREATE INDEX "IX_place_note_edit_pictures_picture_id" ON "place_note_edit_pictures" ("picture_id");

