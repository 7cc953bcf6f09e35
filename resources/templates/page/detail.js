// A row opened in place: what was laid aside, long texts in full, and the evidence of a verdict.

function made(tag, attributes, children) {
  const element = document.createElement(tag);
  Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
  (children || []).forEach((child) => element.append(child));
  return element;
}

function badge(text) {
  const code = page.tones[text];
  return code ? made("span", { class: "badge v-" + code }, [text]) : document.createTextNode(text);
}

function described(data, row) {
  const list = made("dl");
  data.columns.forEach((column, place) => {
    if (!column.aside && !column.long) return;
    const text = data.text(row, place);
    if (text === "" || text === "—") return;
    list.append(made("dt", {}, [column.title]), made("dd", {}, [column.tones ? badge(text) : text]));
  });
  return list;
}

function evidenceOf(data, row) {
  const facts = data.facts(row);
  if (!facts.length) return [];
  const body = made("tbody", {}, facts.map((fact) =>
    made("tr", {}, [made("th", { scope: "row" }, [fact[0]]), made("td", {}, [fact[1]])])));
  const heads = [say["evidence.fact"], say["evidence.found"]].map((text) => made("th", { scope: "col" }, [text]));
  return [made("table", { class: "evidence" }, [
    made("caption", {}, [say.evidence]), made("thead", {}, [made("tr", {}, heads)]), body])];
}

function detailRow(data, row, across, id) {
  const inside = made("div", { class: "opened" }, [described(data, row)].concat(evidenceOf(data, row)));
  return made("tr", { class: "detail", id: id }, [made("td", { colspan: across }, [inside])]);
}

function canOpen(data) {
  return data.evidence !== null || data.columns.some((column) => column.aside || column.long);
}
