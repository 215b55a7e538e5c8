ALTER TABLE place_notes ADD draft_id bigint;

ALTER TABLE place_note_edits ADD city character varying(40);

ALTER TABLE place_note_edits ADD place_name character varying(60);

ALTER TABLE place_note_edits ADD tags text;

ALTER TABLE place_note_edits ADD visibility character varying(32);

ALTER TABLE place_drafts ADD failed_with character varying(200);

CREATE TABLE place_note_edit_pictures (
    edit_id bigint NOT NULL,
    position integer NOT NULL,
    picture_id bigint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    colour character varying(7) NOT NULL,
    alt character varying(300) NOT NULL,
    CONSTRAINT "PK_place_note_edit_pictures" PRIMARY KEY (edit_id, position),
    CONSTRAINT "FK_place_note_edit_pictures_place_note_edits_edit_id" FOREIGN KEY (edit_id) REFERENCES place_note_edits (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_place_notes_author_id_draft_id" ON place_notes (author_id, draft_id);

CREATE INDEX "IX_place_note_edit_pictures_picture_id" ON place_note_edit_pictures (picture_id);

