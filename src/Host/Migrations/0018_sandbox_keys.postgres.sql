CREATE TABLE goods_sandbox_keys (
    id bigint NOT NULL,
    secret bytea NOT NULL,
    CONSTRAINT "PK_goods_sandbox_keys" PRIMARY KEY (id)
);

