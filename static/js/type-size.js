/* Changes type size and contrast at once, without losing what was typed.
   The buttons [data-kiosk-size] and [data-kiosk-contrast] work by themselves (the server sets the
   same cookies and comes back); with script the page is restyled in place. */
const SIZES = ["", "large", "largest"];
const root = document.documentElement;

function remember(name, value) {
  document.cookie = `${name}=${value};path=/;samesite=lax`;
}

function nextSize() {
  const now = SIZES.findIndex((size) => size && root.classList.contains(`size-${size}`));
  const next = SIZES[(Math.max(now, 0) + 1) % SIZES.length];
  root.classList.remove("size-large", "size-largest");
  if (next) root.classList.add(`size-${next}`);
  remember("kiosk_size", next);
}

function nextContrast() {
  const high = root.classList.toggle("contrast-high");
  remember("kiosk_contrast", high ? "high" : "");
}

function onClick(selector, act) {
  for (const link of document.querySelectorAll(selector)) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  }
}

onClick("[data-kiosk-size]", nextSize);
onClick("[data-kiosk-contrast]", nextContrast);
