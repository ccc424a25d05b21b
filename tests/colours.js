// What the colours of a page come from: each element that holds words, by its classes and style and those it stands within.
() => {
  const kind = (element) => element.tagName + [...element.classList].map((each) => `.${each}`).sort().join("") + (element.getAttribute("style") ?? "");
  const within = (element) => (element ? `${within(element.parentElement)} ${kind(element)}` : "");
  const words = [...document.body.querySelectorAll("*")].filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || element.matches("input, select, textarea"));
  return [...new Set(words.map(within))];
}
