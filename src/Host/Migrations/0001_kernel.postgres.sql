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

CREATE INDEX "IX_kernel_outbox_state_lane_id" ON kernel_outbox (state, lane, id);

