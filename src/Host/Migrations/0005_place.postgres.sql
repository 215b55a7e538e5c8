CREATE TABLE place_collections (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    name character varying(30) NOT NULL,
    about character varying(200) NOT NULL,
    visibility character varying(32) NOT NULL,
    made_at bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT "PK_place_collections" PRIMARY KEY (id)
);

CREATE TABLE place_comment_likes (
    comment_id bigint NOT NULL,
    member_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_comment_likes" PRIMARY KEY (comment_id, member_id)
);

CREATE TABLE place_comment_reports (
    comment_id bigint NOT NULL,
    member_id bigint NOT NULL,
    reason character varying(32) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_comment_reports" PRIMARY KEY (comment_id, member_id)
);

CREATE TABLE place_comment_words (
    member_id bigint NOT NULL,
    folded character varying(30) NOT NULL,
    word character varying(30) NOT NULL,
    CONSTRAINT "PK_place_comment_words" PRIMARY KEY (member_id, folded)
);

CREATE TABLE place_comments (
    id bigint NOT NULL,
    note_id bigint NOT NULL,
    author_id bigint NOT NULL,
    root_id bigint,
    reply_to_id bigint,
    reply_to_member_id bigint,
    text character varying(500) NOT NULL,
    picture_id bigint,
    picture_width integer NOT NULL,
    picture_height integer NOT NULL,
    picture_colour character varying(7) NOT NULL,
    state character varying(32) NOT NULL,
    state_before character varying(32) NOT NULL,
    deleted_at bigint,
    deleted_by bigint,
    folded boolean NOT NULL,
    pinned boolean NOT NULL,
    author_liked boolean NOT NULL,
    bought boolean NOT NULL,
    at bigint NOT NULL,
    edited_at bigint,
    version bigint NOT NULL,
    likes bigint NOT NULL,
    replies bigint NOT NULL,
    reports bigint NOT NULL,
    heat bigint NOT NULL,
    CONSTRAINT "PK_place_comments" PRIMARY KEY (id)
);

CREATE TABLE place_drafts (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    form text NOT NULL,
    saved_at bigint NOT NULL,
    publish_at bigint,
    failed character varying(60),
    version bigint NOT NULL,
    CONSTRAINT "PK_place_drafts" PRIMARY KEY (id)
);

CREATE TABLE place_likes (
    note_id bigint NOT NULL,
    member_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_likes" PRIMARY KEY (note_id, member_id)
);

CREATE TABLE place_note_edits (
    id bigint NOT NULL,
    note_id bigint NOT NULL,
    title character varying(60) NOT NULL,
    body character varying(3000) NOT NULL,
    pictures integer NOT NULL,
    disclosure character varying(32) NOT NULL,
    replaced_at bigint NOT NULL,
    CONSTRAINT "PK_place_note_edits" PRIMARY KEY (id)
);

CREATE TABLE place_notes (
    id bigint NOT NULL,
    author_id bigint NOT NULL,
    title character varying(60) NOT NULL,
    body character varying(3000) NOT NULL,
    language character varying(5) NOT NULL,
    visibility character varying(32) NOT NULL,
    comments character varying(32) NOT NULL,
    hold_comments boolean NOT NULL,
    disclosure integer NOT NULL,
    state character varying(32) NOT NULL,
    marked boolean NOT NULL,
    place_name character varying(60),
    city character varying(40),
    latitude double precision,
    longitude double precision,
    published_at bigint NOT NULL,
    edited_at bigint,
    version bigint NOT NULL,
    likes bigint NOT NULL,
    saves bigint NOT NULL,
    comment_count bigint NOT NULL,
    CONSTRAINT "PK_place_notes" PRIMARY KEY (id)
);

CREATE TABLE place_search_docs (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    owner_id bigint NOT NULL,
    title character varying(300) NOT NULL,
    at bigint NOT NULL,
    city character varying(40),
    price bigint,
    pictured boolean NOT NULL,
    popularity bigint NOT NULL,
    analyser character varying(60) NOT NULL,
    indexed_at bigint NOT NULL,
    CONSTRAINT "PK_place_search_docs" PRIMARY KEY (id)
);

CREATE TABLE place_search_words (
    word character varying(24) NOT NULL,
    CONSTRAINT "PK_place_search_words" PRIMARY KEY (word)
);

CREATE TABLE place_served (
    id bigint NOT NULL,
    member_id bigint,
    items bytea NOT NULL,
    given integer NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_served" PRIMARY KEY (id)
);

CREATE TABLE place_topic_follows (
    member_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_topic_follows" PRIMARY KEY (member_id, topic_id)
);

CREATE TABLE place_topics (
    id bigint NOT NULL,
    name character varying(30) NOT NULL,
    folded character varying(30) NOT NULL,
    description character varying(300) NOT NULL,
    note_count bigint NOT NULL,
    follower_count bigint NOT NULL,
    first_at bigint NOT NULL,
    CONSTRAINT "PK_place_topics" PRIMARY KEY (id)
);

CREATE TABLE place_saves (
    note_id bigint NOT NULL,
    member_id bigint NOT NULL,
    collection_id bigint,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_saves" PRIMARY KEY (note_id, member_id),
    CONSTRAINT "FK_place_saves_place_collections_collection_id" FOREIGN KEY (collection_id) REFERENCES place_collections (id) ON DELETE SET NULL
);

CREATE TABLE place_note_pictures (
    note_id bigint NOT NULL,
    position integer NOT NULL,
    picture_id bigint NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    colour character varying(7) NOT NULL,
    blur_hash character varying(60) NOT NULL,
    alt character varying(300) NOT NULL,
    CONSTRAINT "PK_place_note_pictures" PRIMARY KEY (note_id, position),
    CONSTRAINT "FK_place_note_pictures_place_notes_note_id" FOREIGN KEY (note_id) REFERENCES place_notes (id) ON DELETE CASCADE
);

CREATE TABLE place_note_topics (
    note_id bigint NOT NULL,
    topic_id bigint NOT NULL,
    position integer NOT NULL,
    CONSTRAINT "PK_place_note_topics" PRIMARY KEY (note_id, topic_id),
    CONSTRAINT "FK_place_note_topics_place_notes_note_id" FOREIGN KEY (note_id) REFERENCES place_notes (id) ON DELETE CASCADE
);

CREATE TABLE place_note_viewers (
    note_id bigint NOT NULL,
    member_id bigint NOT NULL,
    CONSTRAINT "PK_place_note_viewers" PRIMARY KEY (note_id, member_id),
    CONSTRAINT "FK_place_note_viewers_place_notes_note_id" FOREIGN KEY (note_id) REFERENCES place_notes (id) ON DELETE CASCADE
);

CREATE TABLE place_product_tags (
    note_id bigint NOT NULL,
    position integer NOT NULL,
    picture_index integer NOT NULL,
    x integer NOT NULL,
    y integer NOT NULL,
    product_id bigint NOT NULL,
    CONSTRAINT "PK_place_product_tags" PRIMARY KEY (note_id, position),
    CONSTRAINT "FK_place_product_tags_place_notes_note_id" FOREIGN KEY (note_id) REFERENCES place_notes (id) ON DELETE CASCADE
);

CREATE UNIQUE INDEX "IX_place_collections_owner_id_name" ON place_collections (owner_id, name);

CREATE INDEX "IX_place_comment_likes_member_id" ON place_comment_likes (member_id);

CREATE INDEX "IX_place_comment_reports_at" ON place_comment_reports (at);

CREATE INDEX "IX_place_comments_author_id_id" ON place_comments (author_id, id);

CREATE INDEX "IX_place_comments_deleted_at" ON place_comments (deleted_at);

CREATE INDEX "IX_place_comments_note_id_root_id_heat_id" ON place_comments (note_id, root_id, heat, id);

CREATE INDEX "IX_place_comments_picture_id" ON place_comments (picture_id);

CREATE INDEX "IX_place_comments_root_id_id" ON place_comments (root_id, id);

CREATE INDEX "IX_place_drafts_owner_id_saved_at" ON place_drafts (owner_id, saved_at);

CREATE INDEX "IX_place_drafts_publish_at" ON place_drafts (publish_at);

CREATE INDEX "IX_place_likes_member_id_at" ON place_likes (member_id, at);

CREATE INDEX "IX_place_note_edits_note_id" ON place_note_edits (note_id);

CREATE INDEX "IX_place_note_pictures_picture_id" ON place_note_pictures (picture_id);

CREATE INDEX "IX_place_note_topics_topic_id_note_id" ON place_note_topics (topic_id, note_id);

CREATE INDEX "IX_place_note_viewers_member_id" ON place_note_viewers (member_id);

CREATE INDEX "IX_place_notes_author_id_published_at" ON place_notes (author_id, published_at);

CREATE INDEX "IX_place_notes_state_latitude_longitude" ON place_notes (state, latitude, longitude);

CREATE INDEX "IX_place_notes_state_visibility_published_at" ON place_notes (state, visibility, published_at);

CREATE INDEX "IX_place_product_tags_product_id" ON place_product_tags (product_id);

CREATE INDEX "IX_place_saves_collection_id_at" ON place_saves (collection_id, at);

CREATE INDEX "IX_place_saves_member_id_at" ON place_saves (member_id, at);

CREATE INDEX "IX_place_search_docs_indexed_at" ON place_search_docs (indexed_at);

CREATE INDEX "IX_place_search_docs_kind_id" ON place_search_docs (kind, id);

CREATE INDEX "IX_place_served_at" ON place_served (at);

CREATE INDEX "IX_place_served_member_id_at" ON place_served (member_id, at);

CREATE INDEX "IX_place_topic_follows_topic_id" ON place_topic_follows (topic_id);

CREATE UNIQUE INDEX "IX_place_topics_folded" ON place_topics (folded);

CREATE INDEX "IX_place_topics_note_count" ON place_topics (note_count);

create table place_search(id bigint primary key, t tsvector not null);

create index place_search_t on place_search using gin(t);

