CREATE TABLE kernel_activity (
    id character varying(26) NOT NULL,
    actor_id bigint,
    kind character varying(16) NOT NULL,
    thing character varying(80) NOT NULL,
    served character varying(24),
    position integer,
    value bigint,
    at bigint NOT NULL,
    CONSTRAINT "PK_kernel_activity" PRIMARY KEY (id)
);

CREATE TABLE kernel_answers (
    id character varying(64) NOT NULL,
    request_hash character varying(64) NOT NULL,
    holder character varying(8) NOT NULL,
    until bigint NOT NULL,
    status integer NOT NULL,
    headers text NOT NULL,
    body bytea NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_kernel_answers" PRIMARY KEY (id)
);

CREATE TABLE kernel_brought (
    source character varying(40) NOT NULL,
    name character varying(120) NOT NULL,
    thing_id bigint NOT NULL,
    CONSTRAINT "PK_kernel_brought" PRIMARY KEY (source, name)
);

CREATE TABLE kernel_nodes (
    id bigint NOT NULL,
    holder character varying(200) NOT NULL,
    until bigint NOT NULL,
    CONSTRAINT "PK_kernel_nodes" PRIMARY KEY (id)
);

CREATE TABLE kernel_outbox (
    id bigint NOT NULL,
    lane integer NOT NULL,
    handler character varying(120) NOT NULL,
    type character varying(60) NOT NULL,
    key character varying(60) NOT NULL,
    body text NOT NULL,
    attempts integer NOT NULL,
    next_at bigint NOT NULL,
    state character varying(32) NOT NULL,
    error text,
    CONSTRAINT "PK_kernel_outbox" PRIMARY KEY (id)
);

CREATE TABLE kernel_pictures (
    id bigint NOT NULL,
    owner_id bigint NOT NULL,
    purpose character varying(32) NOT NULL,
    state character varying(32) NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    colour character varying(7) NOT NULL,
    blurhash character varying(40) NOT NULL,
    bytes bigint NOT NULL,
    created bigint NOT NULL,
    check_at bigint NOT NULL,
    CONSTRAINT "PK_kernel_pictures" PRIMARY KEY (id)
);

CREATE TABLE kernel_schedule (
    name character varying(60) NOT NULL,
    next_at bigint NOT NULL,
    last_at bigint,
    error character varying(300),
    CONSTRAINT "PK_kernel_schedule" PRIMARY KEY (name)
);

CREATE INDEX "IX_kernel_activity_actor_id_at" ON kernel_activity (actor_id, at);

CREATE INDEX "IX_kernel_activity_at" ON kernel_activity (at);

CREATE INDEX "IX_kernel_activity_thing_at" ON kernel_activity (thing, at);

CREATE INDEX "IX_kernel_answers_at" ON kernel_answers (at);

CREATE INDEX "IX_kernel_outbox_state_lane_id" ON kernel_outbox (state, lane, id);

CREATE INDEX "IX_kernel_pictures_check_at" ON kernel_pictures (check_at);

CREATE INDEX "IX_kernel_pictures_owner_id_created" ON kernel_pictures (owner_id, created);

