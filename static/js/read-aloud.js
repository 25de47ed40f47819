/* Reads the page aloud, piece by piece: every element marked data-read-aloud, else <main>'s
   headings, hints, labels and errors. The button [data-read-aloud-toggle] is shown only where
   the browser can speak; what people typed is never spoken. */
const button = document.querySelector("[data-read-aloud-toggle]");
const speech = window.speechSynthesis;
const FALLBACK = "main h1, main h2, main .hint, main label, main .form-text, main .invalid-feedback";

function pieces() {
  const marked = document.querySelectorAll("main [data-read-aloud]");
  const found = marked.length ? marked : document.querySelectorAll(FALLBACK);
  return [...found].filter((piece) => piece.textContent.trim() && piece.offsetParent !== null);
}

function voiceFor(language) {
  const short = language.slice(0, 2);
  return speech.getVoices().find((voice) => voice.lang.toLowerCase().startsWith(short)) || null;
}

function utter(piece, language) {
  const said = new SpeechSynthesisUtterance(piece.textContent.trim().replace(/\s+/g, " "));
  said.lang = language === "zh-Hans" ? "zh-CN" : language;
  said.rate = 0.9;
  said.voice = voiceFor(said.lang);
  said.addEventListener("start", () => piece.classList.add("is-spoken"));
  said.addEventListener("end", () => piece.classList.remove("is-spoken"));
  return said;
}

function setUp() {
  const startLabel = button.textContent;
  const show = (speaking) => {
    button.textContent = speaking ? button.dataset.stopLabel : startLabel;
    button.setAttribute("aria-pressed", String(speaking));
  };
  const stop = () => {
    speech.cancel();
    for (const piece of document.querySelectorAll(".is-spoken")) piece.classList.remove("is-spoken");
    show(false);
  };
  const start = () => {
    const queue = pieces().map((piece) => utter(piece, document.documentElement.lang));
    if (!queue.length) return;
    queue.at(-1).addEventListener("end", () => show(false));
    for (const said of queue) speech.speak(said);
    show(true);
  };
  button.hidden = false;
  button.addEventListener("click", () => (speech.speaking ? stop() : start()));
  window.addEventListener("pagehide", () => speech.cancel());
}

if (button && speech) setUp();
