import {
  type Data,
  FixedSizeList,
  Float32,
  makeData,
  RecordBatch,
  type Schema,
  Struct,
  Table,
  vectorFromArray,
} from 'apache-arrow';

/**
 * Builds an Arrow table from rows by a schema, column by column. LanceDB's own conversion from objects guesses types row by
 * row; here a vector column is one copy, and a vector of the wrong length, which LanceDB would accept silently, throws.
 */
export function tableOf(schema: Schema, rows: readonly object[]): Table {
  const columns = schema.fields.map((field): Data => {
    const values = rows.map((row) => (row as Record<string, unknown>)[field.name]);
    if (field.type instanceof FixedSizeList) return vectorColumn(field.type, values as Float32Array[]);
    return vectorFromArray(values, field.type).data[0] as Data;
  });
  const struct = makeData({
    type: new Struct(schema.fields),
    length: rows.length,
    nullCount: 0,
    children: columns,
  });
  return new Table(schema, new RecordBatch(schema, struct));
}

function vectorColumn(type: FixedSizeList, vectors: readonly Float32Array[]): Data {
  const dimensions = type.listSize;
  const flat = new Float32Array(vectors.length * dimensions);
  vectors.forEach((vector, row) => {
    if (vector.length !== dimensions)
      throw new Error(`A vector has ${vector.length} dimensions, the index ${dimensions}.`);
    flat.set(vector, row * dimensions);
  });
  const child = makeData({ type: new Float32(), data: flat, length: flat.length, nullCount: 0 });
  return makeData({ type, length: vectors.length, nullCount: 0, child });
}
