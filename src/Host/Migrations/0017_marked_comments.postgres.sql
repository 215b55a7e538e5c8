ALTER TABLE place_comments ADD marked_at bigint;

CREATE INDEX "IX_place_comments_marked_at" ON place_comments (marked_at);

