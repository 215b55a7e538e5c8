CREATE TABLE insight_days (
    day integer NOT NULL,
    metric character varying(40) NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT "PK_insight_days" PRIMARY KEY (day, metric)
);

CREATE TABLE insight_tops (
    day integer NOT NULL,
    kind character varying(16) NOT NULL,
    thing character varying(80) NOT NULL,
    value bigint NOT NULL,
    CONSTRAINT "PK_insight_tops" PRIMARY KEY (day, kind, thing)
);

