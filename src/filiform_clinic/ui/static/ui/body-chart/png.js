// Read an 8-bit RGB PNG byte for byte. A canvas may change pixels on the way (colour management,
// protection against fingerprinting), and a changed pixel here would be another place on the body.

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

// Gives { width, height, rgb: Uint8Array }.
export async function decodeRgb(blob) {
  if (typeof DecompressionStream === "undefined") return throughCanvas(blob);
  const bytes = new Uint8Array(await blob.arrayBuffer());
  if (SIGNATURE.some((value, i) => bytes[i] !== value)) throw new Error("not a PNG picture");
  const { header, data } = readChunks(bytes);
  const [depth, colour, , , interlace] = header.subarray(8);
  if (depth !== 8 || colour !== 2 || interlace) throw new Error("not an 8-bit RGB picture");
  const size = new DataView(header.buffer, header.byteOffset);
  const width = size.getUint32(0);
  const height = size.getUint32(4);
  return { width, height, rgb: unfilter(await inflate(data), width * 3, height) };
}

function readChunks(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const data = [];
  let header = null;
  for (let at = 8; at < bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  return { header, data };
}

async function inflate(parts) {
  const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// Undo the five line filters of PNG (3 bytes per pixel).
function unfilter(raw, stride, height) {
  const out = new Uint8Array(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    const from = row * (stride + 1) + 1;
    const to = row * stride;
    for (let i = 0; i < stride; i++) {
      const left = i >= 3 ? out[to + i - 3] : 0;
      const up = row ? out[to + i - stride] : 0;
      const corner = row && i >= 3 ? out[to + i - stride - 3] : 0;
      out[to + i] = raw[from + i] + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter, left, up, corner) {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4:
      return paeth(left, up, corner);
    default:
      return 0;
  }
}

function paeth(left, up, corner) {
  const estimate = left + up - corner;
  const a = Math.abs(estimate - left);
  const b = Math.abs(estimate - up);
  const c = Math.abs(estimate - corner);
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

// Browsers from before 2023.
export async function throughCanvas(blob) {
  const bitmap = await createImageBitmap(blob, {
    colorSpaceConversion: "none",
    premultiplyAlpha: "none",
  });
  const { width, height } = bitmap;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.drawImage(bitmap, 0, 0);
  const { data } = pen.getImageData(0, 0, width, height);
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    rgb[3 * i] = data[4 * i];
    rgb[3 * i + 1] = data[4 * i + 1];
    rgb[3 * i + 2] = data[4 * i + 2];
  }
  return { width, height, rgb };
}
