CREATE TABLE goods_addresses (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    name character varying(40) NOT NULL,
    phone character varying(20) NOT NULL,
    region character varying(10) NOT NULL,
    street character varying(120) NOT NULL,
    label character varying(10) NOT NULL,
    is_default boolean NOT NULL,
    made_at bigint NOT NULL,
    version bigint NOT NULL,
    CONSTRAINT "PK_goods_addresses" PRIMARY KEY (id)
);

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

CREATE TABLE goods_orders (
    id bigint NOT NULL,
    buyer_id bigint NOT NULL,
    state character varying(32) NOT NULL,
    placed_at bigint NOT NULL,
    pay_by bigint NOT NULL,
    paid_at bigint,
    closed_at bigint,
    journalled boolean NOT NULL,
    version bigint NOT NULL,
    goods_currency character varying(3) NOT NULL,
    goods_minor bigint NOT NULL,
    ship_to_name character varying(40) NOT NULL,
    ship_to_phone character varying(20) NOT NULL,
    ship_to_region character varying(10) NOT NULL,
    ship_to_street character varying(120) NOT NULL,
    shipping_currency character varying(3) NOT NULL,
    shipping_minor bigint NOT NULL,
    total_currency character varying(3) NOT NULL,
    total_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_orders" PRIMARY KEY (id),
    CONSTRAINT ck_goods_orders_sum CHECK (total_minor = goods_minor + shipping_minor and goods_minor >= 0 and shipping_minor >= 0)
);

CREATE TABLE goods_sandbox_charges (
    id bigint NOT NULL,
    reference character varying(40) NOT NULL,
    refunded_minor bigint NOT NULL,
    return_url character varying(500) NOT NULL,
    state character varying(32) NOT NULL,
    at bigint NOT NULL,
    version bigint NOT NULL,
    amount_currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    paid_currency character varying(3) NOT NULL,
    paid_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_sandbox_charges" PRIMARY KEY (id)
);

CREATE TABLE goods_webhooks (
    id character varying(120) NOT NULL,
    payment_id bigint,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_webhooks" PRIMARY KEY (id)
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

CREATE TABLE goods_order_steps (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    sub_order_id bigint,
    kind character varying(32) NOT NULL,
    by character varying(32) NOT NULL,
    member_id bigint,
    why character varying(200) NOT NULL,
    minor bigint,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_order_steps" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_order_steps_goods_orders_order_id" FOREIGN KEY (order_id) REFERENCES goods_orders (id) ON DELETE RESTRICT
);

CREATE TABLE goods_payments (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    buyer_id bigint NOT NULL,
    attempt integer NOT NULL,
    provider character varying(20) NOT NULL,
    state character varying(32) NOT NULL,
    reference character varying(80),
    redirect_url character varying(500),
    refunded_minor bigint NOT NULL,
    begun_at bigint NOT NULL,
    settled_at bigint,
    why character varying(200) NOT NULL,
    ask_at bigint,
    asked integer NOT NULL,
    version bigint NOT NULL,
    amount_currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_payments" PRIMARY KEY (id),
    CONSTRAINT ck_goods_payments_refunded CHECK (refunded_minor between 0 and amount_minor),
    CONSTRAINT "FK_goods_payments_goods_orders_order_id" FOREIGN KEY (order_id) REFERENCES goods_orders (id) ON DELETE RESTRICT
);

CREATE TABLE goods_sub_orders (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    buyer_id bigint NOT NULL,
    merchant_id bigint NOT NULL,
    state character varying(32) NOT NULL,
    note character varying(200) NOT NULL,
    dispatch_days integer NOT NULL,
    placed_at bigint NOT NULL,
    paid_at bigint,
    ship_by bigint,
    shipped_at bigint,
    confirm_by bigint,
    received_at bigint,
    done_by bigint,
    cancel_reason character varying(200),
    version bigint NOT NULL,
    goods_currency character varying(3) NOT NULL,
    goods_minor bigint NOT NULL,
    shipping_currency character varying(3) NOT NULL,
    shipping_minor bigint NOT NULL,
    total_currency character varying(3) NOT NULL,
    total_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_sub_orders" PRIMARY KEY (id),
    CONSTRAINT ck_goods_sub_orders_sum CHECK (total_minor = goods_minor + shipping_minor),
    CONSTRAINT "FK_goods_sub_orders_goods_merchants_merchant_id" FOREIGN KEY (merchant_id) REFERENCES goods_merchants (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_sub_orders_goods_orders_order_id" FOREIGN KEY (order_id) REFERENCES goods_orders (id) ON DELETE RESTRICT
);

CREATE TABLE goods_sandbox_refunds (
    id bigint NOT NULL,
    charge_id bigint NOT NULL,
    key character varying(40) NOT NULL,
    at bigint NOT NULL,
    amount_currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_sandbox_refunds" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_sandbox_refunds_goods_sandbox_charges_charge_id" FOREIGN KEY (charge_id) REFERENCES goods_sandbox_charges (id) ON DELETE CASCADE
);

CREATE TABLE goods_sandbox_webhooks (
    id bigint NOT NULL,
    charge_id bigint NOT NULL,
    message_id character varying(40) NOT NULL,
    body character varying(1000) NOT NULL,
    state character varying(32) NOT NULL,
    send_at bigint NOT NULL,
    attempts integer NOT NULL,
    error character varying(200) NOT NULL,
    CONSTRAINT "PK_goods_sandbox_webhooks" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_sandbox_webhooks_goods_sandbox_charges_charge_id" FOREIGN KEY (charge_id) REFERENCES goods_sandbox_charges (id) ON DELETE CASCADE
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

CREATE TABLE goods_reviews (
    id bigint NOT NULL,
    order_line_id bigint NOT NULL,
    product_id bigint NOT NULL,
    merchant_id bigint NOT NULL,
    author_id bigint NOT NULL,
    stars integer NOT NULL,
    text character varying(1000) NOT NULL,
    has_pictures boolean NOT NULL,
    state character varying(32) NOT NULL,
    helpful integer NOT NULL,
    at bigint NOT NULL,
    edited_at bigint,
    reply character varying(500),
    replied_at bigint,
    replied_by_id bigint,
    version bigint NOT NULL,
    variant_en character varying(140) NOT NULL,
    variant_zh character varying(140) NOT NULL,
    CONSTRAINT "PK_goods_reviews" PRIMARY KEY (id),
    CONSTRAINT ck_goods_reviews_stars CHECK (stars between 1 and 5),
    CONSTRAINT "FK_goods_reviews_goods_products_product_id" FOREIGN KEY (product_id) REFERENCES goods_products (id) ON DELETE RESTRICT
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

CREATE TABLE goods_payment_notes (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    kind character varying(20) NOT NULL,
    "from" character varying(20) NOT NULL,
    detail character varying(200) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_payment_notes" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_payment_notes_goods_payments_payment_id" FOREIGN KEY (payment_id) REFERENCES goods_payments (id) ON DELETE CASCADE
);

CREATE TABLE goods_refunds (
    id bigint NOT NULL,
    payment_id bigint NOT NULL,
    order_id bigint NOT NULL,
    sub_order_id bigint,
    state character varying(32) NOT NULL,
    reason character varying(20) NOT NULL,
    at bigint NOT NULL,
    done_at bigint,
    next_at bigint NOT NULL,
    attempts integer NOT NULL,
    error character varying(200) NOT NULL,
    version bigint NOT NULL,
    amount_currency character varying(3) NOT NULL,
    amount_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_refunds" PRIMARY KEY (id),
    CONSTRAINT ck_goods_refunds_amount CHECK (amount_minor > 0),
    CONSTRAINT "FK_goods_refunds_goods_payments_payment_id" FOREIGN KEY (payment_id) REFERENCES goods_payments (id) ON DELETE RESTRICT
);

CREATE TABLE goods_parcels (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    sub_order_id bigint NOT NULL,
    carrier character varying(16) NOT NULL,
    tracking character varying(32) NOT NULL,
    by_id bigint,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_parcels" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_parcels_goods_sub_orders_sub_order_id" FOREIGN KEY (sub_order_id) REFERENCES goods_sub_orders (id) ON DELETE RESTRICT
);

CREATE TABLE goods_review_edits (
    id bigint NOT NULL,
    review_id bigint NOT NULL,
    stars integer NOT NULL,
    text character varying(1000) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_review_edits" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_review_edits_goods_reviews_review_id" FOREIGN KEY (review_id) REFERENCES goods_reviews (id) ON DELETE CASCADE
);

CREATE TABLE goods_review_helpful (
    review_id bigint NOT NULL,
    member_id bigint NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_review_helpful" PRIMARY KEY (review_id, member_id),
    CONSTRAINT "FK_goods_review_helpful_goods_reviews_review_id" FOREIGN KEY (review_id) REFERENCES goods_reviews (id) ON DELETE CASCADE
);

CREATE TABLE goods_review_pictures (
    review_id bigint NOT NULL,
    picture_id bigint NOT NULL,
    position integer NOT NULL,
    width integer NOT NULL,
    height integer NOT NULL,
    colour character varying(7) NOT NULL,
    CONSTRAINT "PK_goods_review_pictures" PRIMARY KEY (review_id, picture_id),
    CONSTRAINT "FK_goods_review_pictures_goods_reviews_review_id" FOREIGN KEY (review_id) REFERENCES goods_reviews (id) ON DELETE CASCADE
);

CREATE TABLE goods_review_reports (
    id bigint NOT NULL,
    review_id bigint NOT NULL,
    member_id bigint NOT NULL,
    why character varying(300) NOT NULL,
    at bigint NOT NULL,
    CONSTRAINT "PK_goods_review_reports" PRIMARY KEY (id),
    CONSTRAINT "FK_goods_review_reports_goods_reviews_review_id" FOREIGN KEY (review_id) REFERENCES goods_reviews (id) ON DELETE CASCADE
);

CREATE TABLE goods_cart_lines (
    id bigint NOT NULL,
    member_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    quantity integer NOT NULL,
    picked boolean NOT NULL,
    added_at bigint NOT NULL,
    price_then_currency character varying(3) NOT NULL,
    price_then_minor bigint NOT NULL,
    CONSTRAINT "PK_goods_cart_lines" PRIMARY KEY (id),
    CONSTRAINT ck_goods_cart_lines_quantity CHECK (quantity between 1 and 99),
    CONSTRAINT "FK_goods_cart_lines_goods_skus_sku_id" FOREIGN KEY (sku_id) REFERENCES goods_skus (id) ON DELETE CASCADE
);

CREATE TABLE goods_order_lines (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    sub_order_id bigint NOT NULL,
    buyer_id bigint NOT NULL,
    merchant_id bigint NOT NULL,
    product_id bigint NOT NULL,
    sku_id bigint NOT NULL,
    cover_id bigint NOT NULL,
    cover_width integer NOT NULL,
    cover_height integer NOT NULL,
    cover_colour character varying(7) NOT NULL,
    quantity integer NOT NULL,
    shipped integer NOT NULL,
    price_currency character varying(3) NOT NULL,
    price_minor bigint NOT NULL,
    title_en character varying(80) NOT NULL,
    title_zh character varying(80) NOT NULL,
    variant_en character varying(140) NOT NULL,
    variant_zh character varying(140) NOT NULL,
    CONSTRAINT "PK_goods_order_lines" PRIMARY KEY (id),
    CONSTRAINT ck_goods_order_lines_pieces CHECK (quantity > 0 and shipped between 0 and quantity),
    CONSTRAINT "FK_goods_order_lines_goods_skus_sku_id" FOREIGN KEY (sku_id) REFERENCES goods_skus (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_order_lines_goods_sub_orders_sub_order_id" FOREIGN KEY (sub_order_id) REFERENCES goods_sub_orders (id) ON DELETE RESTRICT
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

CREATE TABLE goods_parcel_lines (
    parcel_id bigint NOT NULL,
    order_line_id bigint NOT NULL,
    pieces integer NOT NULL,
    CONSTRAINT "PK_goods_parcel_lines" PRIMARY KEY (parcel_id, order_line_id),
    CONSTRAINT ck_goods_parcel_lines_pieces CHECK (pieces > 0),
    CONSTRAINT "FK_goods_parcel_lines_goods_order_lines_order_line_id" FOREIGN KEY (order_line_id) REFERENCES goods_order_lines (id) ON DELETE RESTRICT,
    CONSTRAINT "FK_goods_parcel_lines_goods_parcels_parcel_id" FOREIGN KEY (parcel_id) REFERENCES goods_parcels (id) ON DELETE CASCADE
);

CREATE INDEX "IX_goods_addresses_member_id_id" ON goods_addresses (member_id, id);

CREATE UNIQUE INDEX "IX_goods_cart_lines_member_id_sku_id" ON goods_cart_lines (member_id, sku_id);

CREATE INDEX "IX_goods_cart_lines_sku_id" ON goods_cart_lines (sku_id);

CREATE INDEX "IX_goods_categories_parent_id" ON goods_categories (parent_id);

CREATE UNIQUE INDEX "IX_goods_categories_slug" ON goods_categories (slug);

CREATE UNIQUE INDEX "IX_goods_merchants_slug" ON goods_merchants (slug);

CREATE INDEX "IX_goods_order_lines_buyer_id_product_id" ON goods_order_lines (buyer_id, product_id);

CREATE INDEX "IX_goods_order_lines_order_id" ON goods_order_lines (order_id);

CREATE INDEX "IX_goods_order_lines_product_id_id" ON goods_order_lines (product_id, id);

CREATE INDEX "IX_goods_order_lines_sku_id" ON goods_order_lines (sku_id);

CREATE INDEX "IX_goods_order_lines_sub_order_id" ON goods_order_lines (sub_order_id);

CREATE INDEX "IX_goods_order_steps_order_id_id" ON goods_order_steps (order_id, id);

CREATE INDEX "IX_goods_orders_buyer_id_placed_at_id" ON goods_orders (buyer_id, placed_at, id);

CREATE INDEX "IX_goods_orders_placed_at_id" ON goods_orders (placed_at, id);

CREATE INDEX "IX_goods_orders_state_pay_by" ON goods_orders (state, pay_by);

CREATE INDEX "IX_goods_parcel_lines_order_line_id" ON goods_parcel_lines (order_line_id);

CREATE INDEX "IX_goods_parcels_carrier_tracking" ON goods_parcels (carrier, tracking);

CREATE INDEX "IX_goods_parcels_order_id" ON goods_parcels (order_id);

CREATE INDEX "IX_goods_parcels_sub_order_id" ON goods_parcels (sub_order_id);

CREATE INDEX "IX_goods_payment_notes_payment_id_id" ON goods_payment_notes (payment_id, id);

CREATE UNIQUE INDEX "IX_goods_payments_order_id_attempt" ON goods_payments (order_id, attempt);

CREATE INDEX "IX_goods_payments_state_ask_at" ON goods_payments (state, ask_at);

CREATE INDEX "IX_goods_price_changes_sku_id_at" ON goods_price_changes (sku_id, at);

CREATE UNIQUE INDEX "IX_goods_product_pictures_product_id_picture_id" ON goods_product_pictures (product_id, picture_id);

CREATE INDEX "IX_goods_products_category_id" ON goods_products (category_id);

CREATE INDEX "IX_goods_products_merchant_id_state_id" ON goods_products (merchant_id, state, id);

CREATE INDEX "IX_goods_products_state_category_id_id" ON goods_products (state, category_id, id);

CREATE INDEX "IX_goods_products_state_sold_id" ON goods_products (state, sold, id);

CREATE INDEX "IX_goods_refunds_order_id" ON goods_refunds (order_id);

CREATE UNIQUE INDEX "IX_goods_refunds_payment_id_sub_order_id" ON goods_refunds (payment_id, sub_order_id);

CREATE INDEX "IX_goods_refunds_state_next_at" ON goods_refunds (state, next_at);

CREATE INDEX "IX_goods_review_edits_review_id" ON goods_review_edits (review_id);

CREATE INDEX "IX_goods_review_pictures_picture_id" ON goods_review_pictures (picture_id);

CREATE UNIQUE INDEX "IX_goods_review_reports_review_id_member_id" ON goods_review_reports (review_id, member_id);

CREATE INDEX "IX_goods_reviews_author_id" ON goods_reviews (author_id);

CREATE INDEX "IX_goods_reviews_merchant_id_replied_at_id" ON goods_reviews (merchant_id, replied_at, id);

CREATE UNIQUE INDEX "IX_goods_reviews_order_line_id" ON goods_reviews (order_line_id);

CREATE INDEX "IX_goods_reviews_product_id_state_helpful_id" ON goods_reviews (product_id, state, helpful, id);

CREATE UNIQUE INDEX "IX_goods_sandbox_charges_reference" ON goods_sandbox_charges (reference);

CREATE INDEX "IX_goods_sandbox_refunds_charge_id" ON goods_sandbox_refunds (charge_id);

CREATE UNIQUE INDEX "IX_goods_sandbox_refunds_key" ON goods_sandbox_refunds (key);

CREATE INDEX "IX_goods_sandbox_webhooks_charge_id" ON goods_sandbox_webhooks (charge_id);

CREATE INDEX "IX_goods_sandbox_webhooks_state_send_at" ON goods_sandbox_webhooks (state, send_at);

CREATE UNIQUE INDEX "IX_goods_skus_product_id_choice1_choice2_choice3" ON goods_skus (product_id, choice1, choice2, choice3);

CREATE UNIQUE INDEX "IX_goods_staff_member_id" ON goods_staff (member_id);

CREATE INDEX "IX_goods_staff_merchant_id" ON goods_staff (merchant_id);

CREATE INDEX "IX_goods_stock_product_id" ON goods_stock (product_id);

CREATE INDEX "IX_goods_stock_movements_order_id" ON goods_stock_movements (order_id);

CREATE INDEX "IX_goods_stock_movements_sku_id_id" ON goods_stock_movements (sku_id, id);

CREATE INDEX "IX_goods_sub_orders_buyer_id_state_placed_at_id" ON goods_sub_orders (buyer_id, state, placed_at, id);

CREATE INDEX "IX_goods_sub_orders_merchant_id_state_placed_at_id" ON goods_sub_orders (merchant_id, state, placed_at, id);

CREATE UNIQUE INDEX "IX_goods_sub_orders_order_id_merchant_id" ON goods_sub_orders (order_id, merchant_id);

CREATE INDEX "IX_goods_sub_orders_state_confirm_by" ON goods_sub_orders (state, confirm_by);

CREATE INDEX "IX_goods_sub_orders_state_done_by" ON goods_sub_orders (state, done_by);

CREATE INDEX "IX_goods_webhooks_at" ON goods_webhooks (at);

CREATE INDEX "IX_goods_webhooks_payment_id" ON goods_webhooks (payment_id);

