CREATE TABLE goods_categories (
    id bigint NOT NULL,
    parent_id bigint,
    slug character varying(40) NOT NULL,
    position integer NOT NULL,
    attributes text NOT NULL,
    version bigint NOT NULL,
    name_en character varying(40) NOT NULL,
    name_zh character varying(40) NOT NULL,
    CONSTRAINT "PK_goods_categories" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_categories_goods_categories_parent_id" FOREIGN KEY (parent_id) REFERENCES goods_categories (id) ON DELETE RESTRICT
);

CREATE TABLE goods_merchants (
    id bigint NOT NULL,
    slug character varying(40) NOT NULL,
    currency character varying(3) NOT NULL,
    state character varying(32) NOT NULL,
    sign_id bigint,
    cover_id bigint,
    cover_colour character varying(7) NOT NULL,
    opened_at bigint NOT NULL,
    version bigint NOT NULL,
    about_en character varying(1000) NOT NULL,
    about_zh character varying(1000) NOT NULL,
    name_en character varying(40) NOT NULL,
    name_zh character varying(40) NOT NULL,
    ships_from_en character varying(40) NOT NULL,
    ships_from_zh character varying(40) NOT NULL,
    CONSTRAINT "PK_goods_merchants" PRIMARY KEY (id)
);

CREATE TABLE goods_products (
    id bigint NOT NULL,
    merchant_id bigint NOT NULL,
    category_id bigint NOT NULL,
    brand character varying(40) NOT NULL,
    state character varying(32) NOT NULL,
    options text NOT NULL,
    attributes text NOT NULL,
    cover_id bigint NOT NULL,
    cover_width integer NOT NULL,
    cover_height integer NOT NULL,
    cover_colour character varying(7) NOT NULL,
    highest_minor bigint NOT NULL,
    was_minor bigint,
    reduced_at bigint,
    sold integer NOT NULL,
    stars1 integer NOT NULL,
    stars2 integer NOT NULL,
    stars3 integer NOT NULL,
    stars4 integer NOT NULL,
    stars5 integer NOT NULL,
    reviews_with_pictures integer NOT NULL,
    made_at bigint NOT NULL,
    changed_at bigint NOT NULL,
    on_sale_at bigint,
    version bigint NOT NULL,
    about_en character varying(4000) NOT NULL,
    about_zh character varying(4000) NOT NULL,
    price_currency character varying(3) NOT NULL,
    price_minor bigint NOT NULL,
    title_en character varying(80) NOT NULL,
    title_zh character varying(80) NOT NULL,
    CONSTRAINT "PK_goods_products" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_products_goods_categories_category_id" FOREIGN KEY (category_id) REFERENCES goods_categories (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_products_goods_merchants_merchant_id" FOREIGN KEY (merchant_id) REFERENCES goods_merchants (id) ON DELETE RESTRICT
);

CREATE TABLE goods_shipping_rules (
    id bigint NOT NULL,
    free_from_minor bigint,
    dispatch_days integer NOT NULL,
    excluded text NOT NULL,
    version bigint NOT NULL,
    flat_currency character varying(3) NOT NULL,
    flat_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_shipping_rules" PRIMARY KEY (id),
    CONSTRAINT ck_goods_shipping_rules_flat CHECK (flat_minor >= 0),
    CONSTRAINT "FK_goods_shipping_rules_goods_merchants_id" FOREIGN KEY (id) REFERENCES goods_merchants (id) ON DELETE CASCADE
);

CREATE TABLE goods_staff (
    id bigint NOT NULL,
    merchant_id bigint NOT NULL,
    member_id bigint NOT NULL,
    role character varying(32) NOT NULL,
    since bigint NOT NULL,
    CONSTRAINT "PK_goods_staff" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_staff_goods_merchants_merchant_id" FOREIGN KEY (merchant_id) REFERENCES goods_merchants (id) ON DELETE RESTRICT
);

CREATE TABLE goods_product_pictures (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    picture_id bigint NOT NULL,
    position integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    colour character varying(7) NOT NULL,
    alt_en character varying(120) NOT NULL,
    alt_zh character varying(120) NOT NULL,
    CONSTRAINT "PK_goods_product_pictures" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_product_pictures_goods_products_product_id" FOREIGN KEY (product_id) REFERENCES goods_products (id) ON DELETE CASCADE
);

CREATE TABLE goods_skus (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    code character varying(40) NOT NULL,
    choice1 integer NOT NULL,
    choice2 integer NOT NULL,
    choice3 integer NOT NULL,
    was_minor bigint,
    reduced_at bigint,
    picture_id bigint,
    position integer NOT NULL,
    retired boolean NOT NULL,
    price_currency character varying(3) NOT NULL,
    price_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_skus" PRIMARY KEY (id),
    CONSTRAINT ck_goods_skus_price CHECK (price_minor >= 0),
    CONSTRAINT "FK_goods_skus_goods_products_product_id" FOREIGN KEY (product_id) REFERENCES goods_products (id) ON DELETE RESTRICT
);

CREATE TABLE goods_price_changes (
    id bigint NOT NULL,
    sku_id bigint NOT NULL,
    at bigint NOT NULL,
    by_id bigint NOT NULL,
    price_currency character varying(3) NOT NULL,
    price_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_price_changes" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_price_changes_goods_skus_sku_id" FOREIGN KEY (sku_id) REFERENCES goods_skus (id) ON DELETE RESTRICT
);

CREATE TABLE goods_stock (
    id bigint NOT NULL,
    product_id bigint NOT NULL,
    on_hand integer NOT NULL,
    held integer NOT NULL,
    CONSTRAINT "PK_goods_stock" PRIMARY KEY (id),
    CONSTRAINT ck_goods_stock_whole CHECK (held >= 0 and on_hand >= held),
    CONSTRAINT "FK_goods_stock_goods_skus_id" FOREIGN KEY (id) REFERENCES goods_skus (id) ON DELETE RESTRICT
);

CREATE TABLE goods_stock_movements (
    id bigint NOT NULL,
    sku_id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    on_hand_change integer NOT NULL,
    held_change integer NOT NULL,
    on_hand integer NOT NULL,
    held integer NOT NULL,
    order_id bigint,
    by_id bigint,
    note character varying(200) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_stock_movements" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_stock_movements_goods_skus_sku_id" FOREIGN KEY (sku_id) REFERENCES goods_skus (id) ON DELETE RESTRICT
);

CREATE INDEX "IX_goods_categories_parent_id" ON goods_categories (parent_id);

CREATE UNIQUE INDEX "IX_goods_categories_slug" ON goods_categories (slug);

CREATE UNIQUE INDEX "IX_goods_merchants_slug" ON goods_merchants (slug);

CREATE INDEX "IX_goods_price_changes_sku_id_at" ON goods_price_changes (sku_id, at);

CREATE UNIQUE INDEX "IX_goods_product_pictures_product_id_picture_id" ON goods_product_pictures (product_id, picture_id);

CREATE INDEX "IX_goods_products_category_id" ON goods_products (category_id);

CREATE INDEX "IX_goods_products_merchant_id_state_id" ON goods_products (merchant_id, state, id);

CREATE INDEX "IX_goods_products_state_category_id_id" ON goods_products (state, category_id, id);

CREATE INDEX "IX_goods_products_state_sold_id" ON goods_products (state, sold, id);

CREATE UNIQUE INDEX "IX_goods_skus_product_id_choice1_choice2_choice3" ON goods_skus (product_id, choice1, choice2, choice3);

CREATE UNIQUE INDEX "IX_goods_staff_member_id" ON goods_staff (member_id);

CREATE INDEX "IX_goods_staff_merchant_id" ON goods_staff (merchant_id);

CREATE INDEX "IX_goods_stock_product_id" ON goods_stock (product_id);

CREATE INDEX "IX_goods_stock_movements_order_id" ON goods_stock_movements (order_id);

CREATE INDEX "IX_goods_stock_movements_sku_id_id" ON goods_stock_movements (sku_id, id);

