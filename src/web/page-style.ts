/** The style of every page for readers: light and dark, from phone to desk, and on paper. */
export const pageStyle = `
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#1b1a18;--soft:#5f5b54;--line:#dedad2;--mark:#b3261e;--link:#0b4f8a;--wash:#f3efe7;--fresh:#fbf1d3}
@media(prefers-color-scheme:dark){:root{--paper:#141413;--ink:#e9e6df;--soft:#a29d93;--line:#34322e;--mark:#ff8a7d;--link:#8fc1f2;--wash:#1f1e1c;--fresh:#2f2a17}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 "Iowan Old Style",Charter,"Bitstream Charter","Source Serif 4",Georgia,"Liberation Serif",serif;overflow-wrap:break-word}
main,footer{max-width:46rem;margin:0 auto;padding:0 1.25rem}
.meta,.day,.state,.small,nav,footer,figcaption,.when,.correction,.notice{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Liberation Sans",Arial,sans-serif}
a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.15em}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
.skip{position:absolute;inset-inline-start:-99rem}
.skip:focus{inset-inline-start:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
.state a{color:inherit}
.state{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:baseline;margin:2rem 0 .75rem;font-size:.8125rem;color:var(--soft)}
.live,.closed,.flash{font-weight:700;letter-spacing:.08em;color:var(--mark)}
.closed{color:var(--soft)}
.live::before{content:"";display:inline-block;width:.5rem;height:.5rem;margin-inline-end:.4rem;border-radius:50%;background:currentColor}
h1{margin:0 0 .75rem;font-size:clamp(1.875rem,1.3rem + 2.8vw,2.75rem);line-height:1.12;letter-spacing:-.015em;text-wrap:balance}
.meta{margin:0 0 1.5rem;font-size:.875rem;line-height:1.5;color:var(--soft)}
.lead{margin:0 0 2rem;font-size:1.1875rem;line-height:1.5}
figure{margin:0 0 1.5rem}
img{display:block;max-width:100%;max-height:80vh;height:auto;background:var(--wash)}
figcaption{margin-top:.4rem;font-size:.8125rem;line-height:1.45;color:var(--soft)}
.key,.corrections{margin:0 0 2rem;padding:1rem 0;border-block:1px solid var(--line)}
.key h2,.corrections h2{margin:0 0 .5rem;font-size:1.0625rem;line-height:1.4}
.key h2 span{font-weight:400;color:var(--soft)}
.key ul,.corrections ul{margin:0;padding-inline-start:1.15rem}
.key li,.corrections li{margin:.3rem 0;padding-inline-start:.1rem}
.key a{color:inherit;text-decoration-color:var(--line)}
.key small{font-size:.875rem;color:var(--soft)}
.corrections{border-block:0;border-inline-start:3px solid var(--mark);padding:.125rem 0 .125rem;padding-inline-start:1rem}
.corrections ul{list-style:none;padding:0}
.corrections li{padding:0}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1rem;justify-content:space-between;font-size:.875rem;color:var(--soft)}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
nav span{display:flex;gap:1rem}
.day{margin:2rem 0 0;padding-bottom:.5rem;border-bottom:1px solid var(--line);font-size:.875rem;font-weight:600;letter-spacing:.02em;color:var(--soft)}
article{padding:1.5rem 0;border-bottom:1px solid var(--line);scroll-margin-top:1rem}
article>:last-child,article>div>:last-child{margin-bottom:0}
article:target{box-shadow:-.75rem 0 0 -.5rem var(--paper),-.875rem 0 0 -.5rem var(--mark)}
.fresh{animation:fresh 6s}
@keyframes fresh{from{background:var(--fresh);box-shadow:-.75rem 0 0 var(--fresh),.75rem 0 0 var(--fresh)}}
.when{margin:0 0 .25rem;font-size:.875rem;line-height:1.5}
.when a{color:var(--soft);text-decoration:none}
.when a:hover{text-decoration:underline}
.number{margin-inline-start:.5rem;color:var(--soft)}
.flash{margin-inline-start:.5rem;font-size:.75rem}
h3{margin:0 0 .5rem;font-size:1.3125rem;line-height:1.25;letter-spacing:-.005em;text-wrap:pretty}
h4{margin:1.25rem 0 .25rem;font-size:1.0625rem;line-height:1.4}
p,ul,ol,blockquote,pre{margin:0 0 1rem}
blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
blockquote>:last-child,li>:last-child{margin-bottom:0}
pre{overflow-x:auto;padding:.75rem 1rem;background:var(--wash);line-height:1.45}
code{font:.875em/1.45 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace}
hr{width:4rem;margin:1.5rem 0;border:0;border-top:1px solid var(--line)}
.small{margin:0 0 .25rem;font-size:.8125rem;line-height:1.5;color:var(--soft)}
.small a{color:inherit}
.correction{margin:.5rem 0 .25rem;padding-inline-start:.75rem;border-inline-start:3px solid var(--mark);font-size:.875rem;line-height:1.5}
.notice{margin:0;font-size:.9375rem;line-height:1.5;color:var(--soft)}
.spoiler{background:var(--ink);color:var(--ink);border-radius:2px}
.spoiler:is(:hover,:focus){background:none}
.spoiler:not(:hover,:focus) *{color:inherit}
footer{margin-block:2rem 3rem;font-size:.875rem;color:var(--soft)}
footer p{margin:0 0 .5rem}
@media(min-width:48rem){
main,footer{max-width:56rem}
.state{margin-top:3.5rem}
.lead,.meta,h1{max-width:44rem}
article{display:grid;grid-template-columns:8.5rem minmax(0,1fr)}
article>*{grid-column:2}
article>.when{grid-column:1;grid-row:1/span 2;padding-inline-end:1rem;line-height:1.9}
.number,.flash{display:block;margin:0}
}
@media(prefers-reduced-motion:reduce){.fresh{animation:none}}
@media print{nav,.skip,.refresh{display:none}body{font-size:11pt}article{break-inside:avoid}}
`.trim();
