// Sets the formulas of an HTML page as a note-taking program does: `node mathematics.mjs PAGE.html > READY.html`.
// The page's first line says how: <!-- katex -->, <!-- mathjax svg --> or <!-- mathjax chtml -->. The folder of npm's packages is in MODULES.
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
const modules = process.env.MODULES
const load = createRequire(modules + '/')
const page = readFileSync(process.argv[2], 'utf8')
const way = page.match(/^<!-- (.*) -->/)[1]

function byKatex() {
  const katex = load('katex')
  const style = `<link rel="stylesheet" href="file://${modules}/katex/dist/katex.min.css">`
  return [(tex, display) => katex.renderToString(tex, { displayMode: display }), () => style]
}

function byMathjax(output) {
  const { mathjax } = load('mathjax-full/js/mathjax.js')
  const { TeX } = load('mathjax-full/js/input/tex.js')
  const { SVG } = load('mathjax-full/js/output/svg.js')
  const { CHTML } = load('mathjax-full/js/output/chtml.js')
  const { liteAdaptor } = load('mathjax-full/js/adaptors/liteAdaptor.js')
  const { RegisterHTMLHandler } = load('mathjax-full/js/handlers/html.js')
  const { AllPackages } = load('mathjax-full/js/input/tex/AllPackages.js')
  const adaptor = liteAdaptor()
  RegisterHTMLHandler(adaptor)
  const fontURL = `file://${modules}/mathjax-full/es5/output/chtml/fonts/woff-v2`
  const OutputJax = output === 'svg' ? new SVG({ fontCache: 'local' }) : new CHTML({ fontURL })
  const html = mathjax.document('', { InputJax: new TeX({ packages: AllPackages }), OutputJax })
  const set = (tex, display) => adaptor.outerHTML(html.convert(tex, { display, em: 16, ex: 8, containerWidth: 1000 }))
  return [set, () => `<style>${adaptor.textContent(OutputJax.styleSheet(html))}</style>`]
}

const [set, style] = way === 'katex' ? byKatex() : byMathjax(way.split(' ')[1])
const plain = (tex) => tex.replaceAll('&lt;', '<').replaceAll('&amp;', '&')
const ready = page
  .replace(/\$\$([^$]+)\$\$/g, (_, tex) => set(plain(tex), true))
  .replace(/\$([^$]+)\$/g, (_, tex) => set(plain(tex), false))
process.stdout.write(ready.replace('</head>', () => style() + '</head>'))
