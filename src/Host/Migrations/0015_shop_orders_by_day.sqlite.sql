CREATE INDEX "IX_goods_sub_orders_merchant_id_placed_at_id" ON "goods_sub_orders" ("merchant_id", "placed_at", "id");

