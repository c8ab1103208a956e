import { db } from "tenon";

export default async function () {
  const open = await db.find("purchase_proposal", { filter: "!handled", limit: 1000 });
  const proposed = new Set(open.map(({ product }) => product));
  const short = await db.find("product", {
    filter:
      "!discontinued && reorder_level > 0 && units_in_stock + units_on_order <= reorder_level",
    limit: 1000,
  });
  for (const { id, reorder_level, units_in_stock, units_on_order } of short) {
    if (proposed.has(id)) continue;
    const quantity = 2 * (reorder_level ?? 0) - (units_in_stock ?? 0) - (units_on_order ?? 0);
    await db.create("purchase_proposal", { product: id, quantity });
  }
}
