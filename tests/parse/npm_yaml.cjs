// Reads a JSON string a line, parses each as Obsidian's YAML library does, and answers a line each:
// {"value": ...} or {"refused": "code"}. What JSON cannot hold is written as {"number": "NaN"}; a mapping is
// {"map": {...}}, so that neither can be taken for the other.
const { createInterface } = require('node:readline')
const { parse } = require('yaml')

function shown(value) {
  if (typeof value === 'bigint') return { number: String(value) }
  if (typeof value === 'number') return { number: Object.is(value, -0) ? '-0' : String(value) }
  if (Array.isArray(value)) return value.map(shown)
  if (value === null || typeof value !== 'object') return value === undefined ? null : value
  if (value instanceof Map || value instanceof Set || value instanceof Date || ArrayBuffer.isView(value))
    return { strange: value.constructor.name }
  return { map: Object.fromEntries(Object.entries(value).map(([key, one]) => [key, shown(one)])) }
}

createInterface({ input: process.stdin }).on('line', line => {
  let answer
  try {
    answer = { value: shown(parse(JSON.parse(line), { logLevel: 'error' })) }
  } catch (error) {
    answer = { refused: error.code || error.name }
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
})
