// Shows what needs a passkey where the browser has them, and says in words when one does not work.

if (window.PublicKeyCredential) {
  for (const shown of document.querySelectorAll("[data-passkey]")) shown.hidden = false;
  for (const instead of document.querySelectorAll("[data-passkey-without]")) instead.hidden = true;
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const problem of document.querySelectorAll("[data-passkey-problem]")) problem.hidden = false;
});
