import { inputError } from '@sizhu/kit';

const AREA_PATH = /^[0-9]{2}[0-9Z]*(\/[0-9]{2}[0-9Z]*)*$/;

/** What an input holds in several mutations. Each throws with the name of the field. */
export function checkAreaPath(path: string, field = 'areaPath'): void {
  if (!AREA_PATH.test(path) || path.length > 100) throw inputError(field, `${JSON.stringify(path)} is no management path; send Area.path, such as 2102/210203.`);
}

export function checkName(name: string, field = 'name'): void {
  const length = [...name.trim()].length;
  if (length < 1 || length > 100) throw inputError(field, `has ${length} characters; write 1 to 100.`);
}

export function checkLocation({ latitude, longitude }: { readonly latitude: number; readonly longitude: number }): void {
  if (!(Math.abs(latitude) <= 90)) throw inputError('location.latitude', `${latitude} is outside -90 to 90 degrees.`);
  if (!(Math.abs(longitude) <= 180)) throw inputError('location.longitude', `${longitude} is outside -180 to 180 degrees.`);
}

const KEY = /^[\x21-\x7e]{1,64}$/;

/** A key of another pillar's record, which cannot be looked up here. */
export function checkKey(key: string | null | undefined, field: string): void {
  if (key != null && !KEY.test(key)) throw inputError(field, `${JSON.stringify(key)} is no id: 1 to 64 visible ASCII characters.`);
}

export function checkBatch(rows: readonly unknown[], field: string): void {
  if (rows.length < 1 || rows.length > 1_000) throw inputError(field, `has ${rows.length} items; send 1 to 1,000 at a time.`);
}
