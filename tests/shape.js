// What a page is drawn with: its elements, classes and attributes, without its words and addresses; rows that are alike
// count once. Two pages of one shape have the same answers from axe.
() => {
  const words = new Set(["id", "for", "href", "value", "name", "action", "nonce", "title", "alt", "aria-label",
    "aria-labelledby", "aria-describedby", "data-label", "content", "src", "d", "x", "y", "x1", "x2", "y1", "y2", "cx",
    "cy", "width", "height"]);
  const shape = (element) => {
    const attributes = [...element.attributes].map(({ name, value }) => (words.has(name) ? `${name}${value ? "+" : "-"}` : `${name}=${value}`));
    const within = [...element.children].map(shape).filter((each, place, all) => all.indexOf(each) === place);
    return `${element.tagName}[${attributes.join(" ")}]${element.children.length ? "" : element.textContent.trim() ? "t" : ""}(${within.join()})`;
  };
  return shape(document.body);
}
