CREATE TABLE trust_audit (
    id bigint NOT NULL,
    actor_id bigint,
    who character varying(40) NOT NULL,
    act character varying(40) NOT NULL,
    thing character varying(80) NOT NULL,
    why character varying(500),
    at bigint NOT NULL,
    CONSTRAINT "PK_trust_audit" PRIMARY KEY (id)
);

CREATE TABLE trust_rates (
    bucket character varying(160) NOT NULL,
    "window" bigint NOT NULL,
    count integer NOT NULL,
    until bigint NOT NULL,
    CONSTRAINT "PK_trust_rates" PRIMARY KEY (bucket, "window")
);

CREATE TABLE trust_terms (
    id bigint NOT NULL,
    text character varying(40) NOT NULL,
    action character varying(32) NOT NULL,
    innocent text NOT NULL,
    added bigint NOT NULL,
    CONSTRAINT "PK_trust_terms" PRIMARY KEY (id)
);

CREATE INDEX "IX_trust_audit_thing" ON trust_audit (thing);

CREATE INDEX "IX_trust_rates_until" ON trust_rates (until);

CREATE UNIQUE INDEX "IX_trust_terms_text" ON trust_terms (text);

