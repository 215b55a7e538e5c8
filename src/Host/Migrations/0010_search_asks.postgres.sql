CREATE TABLE place_search_asks (
    thing character varying(70) NOT NULL,
    who bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_place_search_asks" PRIMARY KEY (thing, who)
);

CREATE TABLE place_search_keys (
    week character varying(8) NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT "PK_place_search_keys" PRIMARY KEY (week)
);

CREATE INDEX "IX_place_search_asks_at" ON place_search_asks (at);

