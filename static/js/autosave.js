/* Keeps long texts: <textarea data-autosave-url="…"> is posted a few seconds after the last key.
   Server contract: GET answers {"text": "…", "saved_at": "…"} or 204; POST text=… answers 2xx.
   The state is told in the element named by data-autosave-state (an id), in its own words:
   data-saving, data-saved, data-failed, data-restored. When the server cannot be reached, the text
   stays in the box, the state says so, and the next try follows by itself. */
const PAUSE = 3000;

function csrfToken(field) {
  const input = field.form && field.form.querySelector("[name=csrfmiddlewaretoken]");
  return input ? input.value : "";
}

class Draft {
  constructor(field) {
    this.field = field;
    this.url = field.dataset.autosaveUrl;
    this.state = document.getElementById(field.dataset.autosaveState || "");
    this.sent = field.value;
    this.timer = 0;
    field.addEventListener("input", () => this.later());
    field.addEventListener("blur", () => this.save());
    field.form?.addEventListener("submit", () => {
      clearTimeout(this.timer);
      this.sent = field.value;
    });
  }

  tell(word) {
    if (!this.state) return;
    this.state.dataset.state = word;
    this.state.textContent = this.state.dataset[word] || "";
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
  }

  async restore() {
    if (this.field.value.trim()) return;
    const answer = await fetch(this.url, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.status === 204) return;
    const { text } = await answer.json();
    // Someone may have begun to type while the answer was on its way: their words win.
    if (!text || this.field.value.trim()) return;
    this.field.value = text;
    this.sent = text;
    this.tell("restored");
  }

  async save() {
    clearTimeout(this.timer);
    const text = this.field.value;
    if (text === this.sent) return;
    this.tell("saving");
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        keepalive: text.length < 20000,
        headers: { "X-CSRFToken": csrfToken(this.field) },
        body: new URLSearchParams({ text }),
      });
      if (!answer.ok) throw new Error(String(answer.status));
      this.sent = text;
      this.tell("saved");
    } catch {
      this.tell("failed");
      this.later();
    }
  }
}

const drafts = [...document.querySelectorAll("[data-autosave-url]")].map((field) => new Draft(field));
for (const draft of drafts) draft.restore().catch(() => draft.tell("failed"));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const draft of drafts) draft.save();
});
