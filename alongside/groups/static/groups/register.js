// The register made nicer, and tolerant of a lost signal: docs/adr/0017-register-offline.md says how and why.
//
// Marks are kept on the device as they are made, under a name that says nothing, encrypted with a key that the server
// gave to this user's page alone. The key is never kept. What is kept goes when it was sent; app.js, which runs before
// this, takes it away at sign-out and after twelve hours.

const PREFIX = "register:";
const SOONEST = 2000;
const LATEST = 60000;
const strip = document.querySelector("[data-signal]");
const form = document.querySelector("[data-register]");

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const way = (iv, at) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(at) });
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// What is kept on the device: "moment iv secret", all it says without the key being when it was written. The moment is
// sealed with the rest, so that nobody can make it last longer.
const drawer = (place, keys) => {
  const key = (text) => crypto.subtle.importKey("raw", bytes(text), "AES-GCM", false, ["encrypt", "decrypt"]);
  let turn = Promise.resolve();
  const inTurn = (what) => (turn = turn.then(what).catch(() => null));
  return {
    put: (marks) =>
      inTurn(async () => {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify(marks));
        const at = `${Date.now()}`;
        const secret = await crypto.subtle.encrypt(way(iv, at), await key(keys[0]), plain);
        localStorage.setItem(place, `${at} ${hex(iv)} ${hex(secret)}`);
      }),
    take: async () => {
      const [at, iv, secret] = (localStorage.getItem(place) ?? "").split(" ");
      for (const each of secret ? keys : []) {
        try {
          const plain = await crypto.subtle.decrypt(way(bytes(iv), at), await key(each), bytes(secret));
          return JSON.parse(new TextDecoder().decode(plain));
        } catch {
          // of another window of twelve hours
        }
      }
      localStorage.removeItem(place);
      return null;
    },
    empty: () => inTurn(() => localStorage.removeItem(place)),
  };
};

if (form) {
  const { kept, keys } = form.dataset;
  delete form.dataset.keys; // from here on in memory only
  const marks = drawer(PREFIX + kept, keys.split(" "));
  const save = form.querySelector("[data-save]");
  const saveWords = save.textContent;
  const boxes = (name) => [...form.querySelectorAll(`input[name="${name}"]`)];
  const number = (name) => Number(form.elements[name].value) || 0;
  const byNames = () => form.elements.how.value === "names";
  let pending = false; // asked to be saved, and not yet saved
  let lost = !navigator.onLine; // no signal
  let sending = false;
  let wait = SOONEST;
  let retry = null;

  // Steppers beside the numbers, and the sum in the bar.
  const button = (words, label, step, input) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      const to = Number(input.value || 0) + step;
      input.value = Math.min(Math.max(to, Number(input.min)), Number(input.max));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
    return made;
  };
  for (const place of form.querySelectorAll("[data-number]")) {
    const input = place.querySelector("input");
    const step = Number(place.dataset.number);
    const what = input.labels[0]?.querySelector("b")?.textContent ?? "person";
    place.classList.add("gr-number--steps");
    place.prepend(button("−", step === 1 ? `One fewer: ${what}` : `${step} fewer: ${what}`, -step, input));
    place.append(button("+", step === 1 ? `One more: ${what}` : `${step} more: ${what}`, step, input));
  }

  const tally = () => {
    const named = boxes("came").filter((box) => box.checked).length;
    const set = (name, value) => (form.querySelector(`[data-${name}]`).textContent = value);
    set("named", named);
    set("unnamed", number("unnamed"));
    set("all", byNames() ? named + number("unnamed") : number("count"));
    form.querySelector("[data-names]").hidden = !byNames();
    form.querySelector("[data-silent]").hidden = byNames();
    form.querySelector("[data-tally]").hidden = false;
    return named;
  };

  // The strip over the page: words first, and only when there is something to say.
  const say = (words, rest = "", back = false) => {
    const strong = document.createElement("b");
    const line = document.createElement("p");
    strong.textContent = words;
    line.append(strong, rest ? ` ${rest}` : "");
    strip.replaceChildren(line);
    strip.classList.toggle("gr-signal--back", back);
    return line;
  };
  const tell = () => {
    const named = tally();
    const words = lost ? "Save (sends when signal is back)" : saveWords;
    if (save.textContent !== words) save.textContent = words; // new words under a finger would lose the tap
    if (!lost) return pending || strip.replaceChildren();
    const safe = `Your ${named === 1 ? "1 mark is" : `${named} marks are`} safe here.`;
    if (pending) return say("No signal. Keep this page open.", `${safe} They go by themselves when the signal is back.`);
    return say("No signal.", `${safe} Save as usual: they go by themselves when the signal is back.`);
  };

  const entries = () => [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "who"].includes(name));
  const keep = () => marks.put({ pending, entries: entries() });

  const fill = (found) => {
    for (const input of form.elements) {
      if (["checkbox", "radio"].includes(input.type)) {
        input.checked = found.some(([name, value]) => name === input.name && value === input.value);
      } else if (input.type === "number" || ["once", "seen"].includes(input.name)) {
        input.value = found.find(([name]) => name === input.name)?.[1] ?? input.value;
      }
    }
    const here = new Set(boxes("came").map((box) => box.value));
    for (const [, value] of found.filter(([name, id]) => name === "came" && !here.has(id))) {
      for (const name of ["came", "added"]) {
        const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
        form.append(input);
      }
    }
  };

  const later = () => {
    clearTimeout(retry);
    retry = setTimeout(send, wait);
    wait = Math.min(wait * 2, LATEST);
  };

  const saved = async (address) => {
    const was = lost;
    pending = lost = false;
    await marks.empty();
    if (!was) return location.assign(address);
    const at = new Date().toLocaleTimeString("en-GB", { hour: "numeric", minute: "2-digit", hour12: true });
    say(`Back. Saved at ${at.replace(/\s/g, "").toLowerCase()}.`, "", true);
    const link = Object.assign(document.createElement("a"), { href: address, textContent: "See what was saved" });
    const line = document.createElement("p");
    line.append(link);
    form.replaceWith(line);
  };

  // Sends the very form, with the very `once`, until somebody answers. Sent twice it is kept once.
  async function send() {
    if (sending || !pending) return;
    clearTimeout(retry);
    sending = true;
    let answer = null;
    try {
      answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch {
      // nobody heard it
    }
    sending = false;
    if (!answer || answer.status >= 500) {
      lost = true;
      tell();
      return later();
    }
    const { pathname } = new URL(answer.url);
    if (answer.ok && pathname.endsWith("/saved/")) return saved(answer.url);
    if (answer.status === 422 || answer.status === 409) {
      pending = false; // it waits for nobody any more: whoever opens it again is not sent round in a circle
      await keep();
      return form.submit(); // the page says what is wrong, nothing lost
    }
    lost = false;
    const line = say("You are signed out.", "Your marks are safe here. ");
    const link = Object.assign(document.createElement("a"), { href: location.pathname, textContent: "Sign in again" });
    line.append(link, ", and they go by themselves.");
  }

  form.addEventListener("change", () => {
    tell();
    keep();
  });
  form.addEventListener("submit", async (event) => {
    if (event.submitter?.name === "find") {
      if (lost) {
        event.preventDefault();
        say("No signal.", "Count them under “Others, no name” for now. You can add their name later.");
      }
      return;
    }
    event.preventDefault();
    pending = true;
    tell();
    await keep();
    send();
  });
  addEventListener("offline", () => {
    lost = true;
    tell();
  });
  addEventListener("online", () => {
    wait = SOONEST;
    if (pending) return send();
    lost = false;
    return tell();
  });

  const before = "fresh" in form.dataset ? await marks.take().catch(() => null) : null;
  const same = before?.entries.find(([name]) => name === "seen")?.[1] === form.elements.seen.value;
  if (before && (before.pending || same)) {
    fill(before.entries);
    ({ pending } = before);
  } else if (before) {
    await marks.empty();
  }
  tell();
  if (pending) {
    lost = true; // so that it says when it was saved
    send();
  }
}
