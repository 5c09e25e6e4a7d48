/** A function, a copy of it under other names, one that does the same otherwise, and what is alike but not worth a word. */
export const DUPLICATES: Readonly<Record<string, string>> = {
  'src/cart.ts': `/** Adds up what is in the cart, with the discount for many of the same. */
export function cartTotal(items: Item[], discount: number): number {
  let total = 0;
  for (const item of items) {
    const price = item.price * item.quantity;
    if (item.quantity > 10) total += price * (1 - discount);
    else total += price;
  }
  return Math.round(total * 100) / 100;
}

export class Cart {
  private items: Item[] = [];
  get size() {
    return this.items.length;
  }
}
`,
  'src/orders/order.ts': `/** Sums the rows of an order. */
export function sumOfOrder(rows: Row[], rebate: number): number {
  let sum = 0;
  for (const row of rows) {
    const cost = row.price * row.quantity;
    if (row.quantity > 10) sum += cost * (1 - rebate);
    else sum += cost;
  }
  return Math.round(sum * 100) / 100;
}

export class Order {
  private rows: Row[] = [];
  get size() {
    return this.rows.length;
  }
}
`,
  'src/net/retry.ts': `/** Runs a task again after a failure, waiting twice as long each time. */
export async function retryWithBackoff<T>(task: () => Promise<T>, attempts: number): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await task();
    } catch (error) {
      if (attempt >= attempts) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100 * 2 ** attempt));
    }
  }
}
`,
  'lib/again.ts': `/** Runs a task again after it failed, waiting twice as long each time. */
export async function retryTask<R>(task: () => Promise<R>, most: number): Promise<R> {
  let pause = 100;
  let left = most;
  while (left-- > 0) {
    try {
      return await task();
    } catch {
      await new Promise((done) => setTimeout(done, pause));
      pause *= 2;
    }
  }
  return task();
}
`,
  'test/cart.test.ts': `function expectTotal(name: string, price: number, quantity: number, total: number) {
  const cart = new TestCart(name, { currency: 'EUR' });
  cart.add({ price, quantity });
  cart.checkOut();
  expect(cart.total).toBe(total);
  expect(cart.items).toHaveLength(1);
}
`,
  'test/order.test.ts': `function expectSum(label: string, cost: number, count: number, sum: number) {
  const order = new TestCart(label, { currency: 'EUR' });
  order.add({ price: cost, quantity: count });
  order.checkOut();
  expect(order.total).toBe(sum);
  expect(order.items).toHaveLength(1);
}
`,
};
