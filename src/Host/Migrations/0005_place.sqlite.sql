CREATE TABLE "place_collections" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_collections" PRIMARY KEY,
    "owner_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "about" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "made_at" INTEGER NOT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "place_comment_likes" (
    "comment_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_comment_likes" PRIMARY KEY ("comment_id", "member_id")
);

CREATE TABLE "place_comment_reports" (
    "comment_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_comment_reports" PRIMARY KEY ("comment_id", "member_id")
);

CREATE TABLE "place_comment_words" (
    "member_id" INTEGER NOT NULL,
    "folded" TEXT NOT NULL,
    "word" TEXT NOT NULL,
    CONSTRAINT "PK_place_comment_words" PRIMARY KEY ("member_id", "folded")
);

CREATE TABLE "place_comments" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_comments" PRIMARY KEY,
    "note_id" INTEGER NOT NULL,
    "author_id" INTEGER NOT NULL,
    "root_id" INTEGER NULL,
    "reply_to_id" INTEGER NULL,
    "reply_to_member_id" INTEGER NULL,
    "text" TEXT NOT NULL,
    "picture_id" INTEGER NULL,
    "picture_width" INTEGER NOT NULL,
    "picture_height" INTEGER NOT NULL,
    "picture_colour" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_before" TEXT NOT NULL,
    "deleted_at" INTEGER NULL,
    "deleted_by" INTEGER NULL,
    "folded" INTEGER NOT NULL,
    "pinned" INTEGER NOT NULL,
    "author_liked" INTEGER NOT NULL,
    "bought" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    "edited_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "likes" INTEGER NOT NULL,
    "replies" INTEGER NOT NULL,
    "reports" INTEGER NOT NULL,
    "heat" INTEGER NOT NULL
);

CREATE TABLE "place_drafts" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_drafts" PRIMARY KEY,
    "owner_id" INTEGER NOT NULL,
    "form" TEXT NOT NULL,
    "saved_at" INTEGER NOT NULL,
    "publish_at" INTEGER NULL,
    "failed" TEXT NULL,
    "version" INTEGER NOT NULL
);

CREATE TABLE "place_likes" (
    "note_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_likes" PRIMARY KEY ("note_id", "member_id")
);

CREATE TABLE "place_note_edits" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_note_edits" PRIMARY KEY,
    "note_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "pictures" INTEGER NOT NULL,
    "disclosure" TEXT NOT NULL,
    "replaced_at" INTEGER NOT NULL
);

CREATE TABLE "place_notes" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_notes" PRIMARY KEY,
    "author_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "visibility" TEXT NOT NULL,
    "comments" TEXT NOT NULL,
    "hold_comments" INTEGER NOT NULL,
    "disclosure" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "marked" INTEGER NOT NULL,
    "place_name" TEXT NULL,
    "city" TEXT NULL,
    "latitude" REAL NULL,
    "longitude" REAL NULL,
    "published_at" INTEGER NOT NULL,
    "edited_at" INTEGER NULL,
    "version" INTEGER NOT NULL,
    "likes" INTEGER NOT NULL,
    "saves" INTEGER NOT NULL,
    "comment_count" INTEGER NOT NULL
);

CREATE TABLE "place_search_docs" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_search_docs" PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "at" INTEGER NOT NULL,
    "city" TEXT NULL,
    "price" INTEGER NULL,
    "pictured" INTEGER NOT NULL,
    "popularity" INTEGER NOT NULL,
    "analyser" TEXT NOT NULL,
    "indexed_at" INTEGER NOT NULL
);

CREATE TABLE "place_search_words" (
    "word" TEXT NOT NULL CONSTRAINT "PK_place_search_words" PRIMARY KEY
);

CREATE TABLE "place_served" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_served" PRIMARY KEY,
    "member_id" INTEGER NULL,
    "items" BLOB NOT NULL,
    "given" INTEGER NOT NULL,
    "at" INTEGER NOT NULL
);

CREATE TABLE "place_topic_follows" (
    "member_id" INTEGER NOT NULL,
    "topic_id" INTEGER NOT NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_topic_follows" PRIMARY KEY ("member_id", "topic_id")
);

CREATE TABLE "place_topics" (
    "id" INTEGER NOT NULL CONSTRAINT "PK_place_topics" PRIMARY KEY,
    "name" TEXT NOT NULL,
    "folded" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "note_count" INTEGER NOT NULL,
    "follower_count" INTEGER NOT NULL,
    "first_at" INTEGER NOT NULL
);

CREATE TABLE "place_saves" (
    "note_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    "collection_id" INTEGER NULL,
    "at" INTEGER NOT NULL,
    CONSTRAINT "PK_place_saves" PRIMARY KEY ("note_id", "member_id"),
    CONSTRAINT "FK_place_saves_place_collections_collection_id" FOREIGN KEY ("collection_id") REFERENCES "place_collections" ("id") ON DELETE SET NULL
);

CREATE TABLE "place_note_pictures" (
    "note_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "picture_id" INTEGER NOT NULL,
    "width" INTEGER NOT NULL,
    "height" INTEGER NOT NULL,
    "colour" TEXT NOT NULL,
    "blur_hash" TEXT NOT NULL,
    "alt" TEXT NOT NULL,
    CONSTRAINT "PK_place_note_pictures" PRIMARY KEY ("note_id", "position"),
    CONSTRAINT "FK_place_note_pictures_place_notes_note_id" FOREIGN KEY ("note_id") REFERENCES "place_notes" ("id") ON DELETE CASCADE
);

CREATE TABLE "place_note_topics" (
    "note_id" INTEGER NOT NULL,
    "topic_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "PK_place_note_topics" PRIMARY KEY ("note_id", "topic_id"),
    CONSTRAINT "FK_place_note_topics_place_notes_note_id" FOREIGN KEY ("note_id") REFERENCES "place_notes" ("id") ON DELETE CASCADE
);

CREATE TABLE "place_note_viewers" (
    "note_id" INTEGER NOT NULL,
    "member_id" INTEGER NOT NULL,
    CONSTRAINT "PK_place_note_viewers" PRIMARY KEY ("note_id", "member_id"),
    CONSTRAINT "FK_place_note_viewers_place_notes_note_id" FOREIGN KEY ("note_id") REFERENCES "place_notes" ("id") ON DELETE CASCADE
);

CREATE TABLE "place_product_tags" (
    "note_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "picture_index" INTEGER NOT NULL,
    "x" INTEGER NOT NULL,
    "y" INTEGER NOT NULL,
    "product_id" INTEGER NOT NULL,
    CONSTRAINT "PK_place_product_tags" PRIMARY KEY ("note_id", "position"),
    CONSTRAINT "FK_place_product_tags_place_notes_note_id" FOREIGN KEY ("note_id") REFERENCES "place_notes" ("id") ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_place_collections_owner_id_name" ON "place_collections" ("owner_id", "name");

CREATE INDEX "IX_place_comment_likes_member_id" ON "place_comment_likes" ("member_id");

CREATE INDEX "IX_place_comment_reports_at" ON "place_comment_reports" ("at");

CREATE INDEX "IX_place_comments_author_id_id" ON "place_comments" ("author_id", "id");

CREATE INDEX "IX_place_comments_deleted_at" ON "place_comments" ("deleted_at");

CREATE INDEX "IX_place_comments_note_id_root_id_heat_id" ON "place_comments" ("note_id", "root_id", "heat", "id");

CREATE INDEX "IX_place_comments_picture_id" ON "place_comments" ("picture_id");

CREATE INDEX "IX_place_comments_root_id_id" ON "place_comments" ("root_id", "id");

CREATE INDEX "IX_place_drafts_owner_id_saved_at" ON "place_drafts" ("owner_id", "saved_at");

CREATE INDEX "IX_place_drafts_publish_at" ON "place_drafts" ("publish_at");

CREATE INDEX "IX_place_likes_member_id_at" ON "place_likes" ("member_id", "at");

CREATE INDEX "IX_place_note_edits_note_id" ON "place_note_edits" ("note_id");

CREATE INDEX "IX_place_note_pictures_picture_id" ON "place_note_pictures" ("picture_id");

CREATE INDEX "IX_place_note_topics_topic_id_note_id" ON "place_note_topics" ("topic_id", "note_id");

CREATE INDEX "IX_place_note_viewers_member_id" ON "place_note_viewers" ("member_id");

CREATE INDEX "IX_place_notes_author_id_published_at" ON "place_notes" ("author_id", "published_at");

CREATE INDEX "IX_place_notes_state_latitude_longitude" ON "place_notes" ("state", "latitude", "longitude");

CREATE INDEX "IX_place_notes_state_visibility_published_at" ON "place_notes" ("state", "visibility", "published_at");

CREATE INDEX "IX_place_product_tags_product_id" ON "place_product_tags" ("product_id");

CREATE INDEX "IX_place_saves_collection_id_at" ON "place_saves" ("collection_id", "at");

CREATE INDEX "IX_place_saves_member_id_at" ON "place_saves" ("member_id", "at");

CREATE INDEX "IX_place_search_docs_indexed_at" ON "place_search_docs" ("indexed_at");

CREATE INDEX "IX_place_search_docs_kind_id" ON "place_search_docs" ("kind", "id");

CREATE INDEX "IX_place_served_at" ON "place_served" ("at");

CREATE INDEX "IX_place_served_member_id_at" ON "place_served" ("member_id", "at");

CREATE INDEX "IX_place_topic_follows_topic_id" ON "place_topic_follows" ("topic_id");

CREATE UNIQUE INDEX "IX_place_topics_folded" ON "place_topics" ("folded");

CREATE INDEX "IX_place_topics_note_count" ON "place_topics" ("note_count");

create virtual table place_search using fts5(t, u, p, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0");

