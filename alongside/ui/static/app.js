// What JavaScript makes nicer; every page works without it. One small module, no inline script anywhere.

import { initAll } from "./nhsuk/nhsuk-frontend.min.js";

document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();

// Words are kept as they are typed. A form with data-draft-url sends itself there within 5 seconds of a change; the
// server binds what it keeps to whoever is signed in. Offline, the words stay in the page, which says so.
const KEEP_AFTER = 2000;

for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const status = form.querySelector("[data-draft-status]");
  let timer = null;
  let unsaved = false;

  const say = (words, state) => {
    status.textContent = words;
    status.dataset.state = state;
  };

  const keep = async () => {
    timer = null;
    const body = new FormData(form);
    unsaved = false;
    try {
      const answer = await fetch(form.dataset.draftUrl, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) throw new Error();
      say("Kept as you type", "kept");
    } catch {
      unsaved = true;
      say(navigator.onLine ? "Not saved. We will keep trying." : "Not saved: no connection. Keep this page open.", "not");
      timer ??= setTimeout(keep, KEEP_AFTER);
    }
  };

  form.addEventListener("input", () => {
    unsaved = true;
    timer ??= setTimeout(keep, KEEP_AFTER);
  });
  form.addEventListener("submit", () => {
    unsaved = false;
    clearTimeout(timer);
  });
  addEventListener("online", () => unsaved && keep());
  addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
}

// A form is sent once, however often it is pressed. Coming back to the page makes it ready again.
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => delete form.dataset.sent);
}

// Long work tells how far it is without the page being drawn again; when it is done, the page is.
const progress = document.querySelector("[data-progress]");
if (progress) {
  const look = async () => {
    const answer = await fetch(location.href).catch(() => null);
    if (answer?.ok) {
      const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-progress]");
      if (!now) return location.reload();
      progress.replaceChildren(...now.childNodes);
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1500);
}

// Leave this page quickly: no trace in the history of this tab, and Escape three times does the same.
const leave = document.querySelector("[data-leave]");
if (leave) {
  const go = (event) => {
    event?.preventDefault();
    forgetRegisters();
    document.body.hidden = true;
    location.replace(leave.href);
  };
  let escapes = 0;
  let forget = null;
  leave.addEventListener("click", go);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      escapes = 0;
      return;
    }
    clearTimeout(forget);
    forget = setTimeout(() => (escapes = 0), 2000);
    escapes += 1;
    if (escapes === 3) go();
  });
}

// What a register kept on this device ("register:…", beginning with when it was written) goes when somebody signs out
// or leaves, and after twelve hours on any page. A moment that is not yet is of a clock that was wrong: it goes too.
function forgetRegisters(every = true) {
  try {
    for (const name of Object.keys(localStorage).filter((each) => each.startsWith("register:"))) {
      const old = Date.now() - Number(localStorage.getItem(name).split(" ", 1)[0]);
      if (every || !(old >= -60000 && old < 12 * 60 * 60 * 1000)) localStorage.removeItem(name);
    }
  } catch {
    // the browser keeps nothing
  }
}
forgetRegisters(false);
setInterval(() => forgetRegisters(false), 60000);
for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
  form.addEventListener("submit", () => forgetRegisters());
}

// The More menu closes when focus or a tap leaves it.
for (const menu of document.querySelectorAll("[data-close-on-leave]")) {
  document.addEventListener("click", (event) => menu.contains(event.target) || (menu.open = false));
  menu.addEventListener("focusout", (event) => menu.contains(event.relatedTarget) || (menu.open = false));
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
