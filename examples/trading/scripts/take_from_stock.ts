import { db, fail, type Input } from "tenon";

export default async function ({ records }: Input<"take_from_stock">) {
  for (const { record: order } of records) {
    const wanted = new Map<string, number>();
    for (const { product, quantity } of order.lines)
      wanted.set(product, (wanted.get(product) ?? 0) + (quantity ?? 0));
    // Whoever ships the same products waits here, everybody in the same order.
    for (const id of [...wanted.keys()].sort()) {
      const product = await db.lock("product", id);
      const left = (product.units_in_stock ?? 0) - (wanted.get(id) ?? 0);
      if (left < 0)
        fail({
          at: "/lines",
          message: {
            en: `${product.name}: ${product.units_in_stock} in stock, ${wanted.get(id)} ordered`,
            "zh-CN": `${product.name}：库存 ${product.units_in_stock}，订购 ${wanted.get(id)}`,
          },
        });
      await db.update("product", id, { units_in_stock: left });
    }
  }
}
