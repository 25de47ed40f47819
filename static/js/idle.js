/* Wipes a kiosk page that was left alone.
   <dialog data-idle-warn-after="60" data-idle-wipe-after="30"> holds the warning;
   [data-idle-left] shows the seconds, [data-idle-stay] keeps going, [data-idle-form] posts the wipe.
   Any touch, key or movement starts the minute again. Without script the page's <noscript>
   refresh does the same. A page brought back by the back button after a wipe is reloaded. */
const dialog = document.querySelector("dialog[data-idle-warn-after]");

function watch() {
  const warnAfter = Number(dialog.dataset.idleWarnAfter) * 1000;
  const wipeAfter = Number(dialog.dataset.idleWipeAfter) * 1000;
  const left = dialog.querySelector("[data-idle-left]");
  const form = dialog.querySelector("[data-idle-form]");
  let lastSeen = Date.now();

  const seen = () => {
    if (!dialog.open) lastSeen = Date.now();
  };
  const stay = () => {
    lastSeen = Date.now();
    if (dialog.open) dialog.close();
  };

  // Timers sleep with the machine, so each tick compares clocks instead of counting.
  const tick = () => {
    const idle = Date.now() - lastSeen;
    if (idle >= warnAfter + wipeAfter) return wipe(form);
    if (idle < warnAfter) return undefined;
    if (!dialog.open) dialog.showModal();
    left.textContent = String(Math.ceil((warnAfter + wipeAfter - idle) / 1000));
    return undefined;
  };

  for (const kind of ["pointerdown", "pointermove", "keydown", "input", "scroll", "touchstart"]) {
    window.addEventListener(kind, seen, { passive: true });
  }
  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  dialog.addEventListener("cancel", stay);
  return setInterval(tick, 500);
}

let wiping = false;

function wipe(form) {
  if (wiping) return;
  wiping = true;
  // What was typed must not be seen even if the network is down.
  for (const field of document.querySelectorAll("main input, main textarea, main select")) {
    field.value = "";
  }
  form.submit();
}

if (dialog) {
  watch();
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}
