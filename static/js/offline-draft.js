/* A form that survives the loss of signal. Its token field carries the address of its record:
     <input type="hidden" name="token" data-offline-key="…" data-offline-done="…">
   What is typed is kept on the phone until the server has taken it. Sent without signal, the form
   waits, says so, and is sent again by itself; the token makes two sendings one. A sending with
   other content gets another token, so nothing typed later is taken for a repetition.
   Only the server's own word that this sending was taken ends what is kept: a redirect may be the
   log-in's. What others left on this phone, or what is a week old, goes; positions are never kept.
   Photographs are kept beside the text where the browser has a place for files (IndexedDB); where
   it has none, or no room, the form says so. Without this script it is sent as any other. */
const RETRY = 15000;
const WEEK = 7 * 24 * 3600 * 1000;
const PREFIX = "draft:";
const UNKEPT = new Set(["csrfmiddlewaretoken", "seen", "token"]);

/* The photographs of each form, under the name of its draft. A browser that refuses (a private
   window, a full phone) makes every promise fail: whoever asks then says that nothing is kept. */
class Shelf {
  static opened() {
    Shelf.base ||= new Promise((resolve, reject) => {
      const asked = indexedDB.open("drafts", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("photos");
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
    return Shelf.base;
  }

  static async ask(mode, question) {
    const base = await Shelf.opened();
    return new Promise((resolve, reject) => {
      const deal = base.transaction("photos", mode);
      const asked = question(deal.objectStore("photos"));
      deal.oncomplete = () => resolve(asked.result);
      deal.onabort = () => reject(deal.error);
    });
  }

  static read(key) {
    return Shelf.ask("readonly", (photos) => photos.get(key));
  }

  static keys() {
    return Shelf.ask("readonly", (photos) => photos.getAllKeys());
  }

  static write(key, files) {
    return Shelf.ask("readwrite", (photos) => photos.put({ files, at: Date.now() }, key));
  }

  static drop(key) {
    return Shelf.ask("readwrite", (photos) => photos.delete(key));
  }
}

function uuid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}

class OfflineForm {
  constructor(token) {
    this.token = token;
    this.form = token.form;
    this.key = `${PREFIX}${token.dataset.offlineKey}`;
    this.state = document.querySelector("[data-offline-state]");
    this.timer = 0;
    this.isSending = false;
    this.isWaiting = false;
    this.isKept = true;
    this.arePhotosKept = true;
    this.shelving = this.restore().catch(() => {});
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("change", (event) => this.chosen(event));
    this.form.addEventListener("submit", (event) => this.submitted(event));
    window.addEventListener("online", () => this.isWaiting && this.send());
  }

  tell(word) {
    if (!this.state) return;
    const said = word === "kept" && !this.isKept ? "unkept" : word;
    this.state.dataset.state = word;
    this.state.textContent = word ? `${this.state.dataset[said]}${this.ofPhotos(said)}` : "";
    this.state.hidden = !word;
  }

  /* What the phone says of the photographs, beside what it says of the text. */
  ofPhotos(word) {
    if (!this.photos().length || !["kept", "restored"].includes(word)) return "";
    if (word === "restored") return this.state.dataset.photosBack;
    return this.state.dataset[this.arePhotosKept ? "photos" : "photosUnkept"];
  }

  inputs() {
    return [...this.form.querySelectorAll("input[type=file]")];
  }

  photos() {
    return this.inputs().flatMap(({ name, files }) => [...files].map((file) => ({ name, file })));
  }

  values() {
    const pairs = [...new FormData(this.form)];
    const kept = ([name, value]) => typeof value === "string" && !this.isUnkept(name);
    return pairs.filter(kept);
  }

  isUnkept(name) {
    const field = this.form.elements.namedItem(name);
    return UNKEPT.has(name) || Boolean(field && field.dataset && field.dataset.position);
  }

  /* What a sending consists of: the same text is the same sending. */
  content() {
    const told = ({ name, file }) => [name, file.name, file.size, file.lastModified];
    return JSON.stringify([this.values(), this.photos().map(told)]);
  }

  read() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  write(draft) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ ...draft, at: Date.now() }));
      this.isKept = true;
    } catch {
      /* A phone that keeps nothing still sends what is on the page, and says so. */
      this.isKept = false;
    }
  }

  /* As the record was when this was begun: the server tells what others did since. */
  seen() {
    const field = this.form.elements.namedItem("seen");
    return field ? field.value : null;
  }

  keep() {
    const { sent = null, token = null } = this.read() || {};
    this.write({ values: this.values(), seen: this.seen(), sent, token });
  }

  /* The photographs on the page take the place of those kept; one after the other. */
  keepPhotos() {
    const photos = this.photos();
    const kept = () => (photos.length ? Shelf.write(this.key, photos) : Shelf.drop(this.key));
    this.shelving = this.shelving.then(kept).then(
      () => (this.arePhotosKept = true),
      () => (this.arePhotosKept = false),
    );
  }

  chosen(event) {
    this.keep();
    if (event.target.type === "file") this.keepPhotos();
    const taken = this.form.elements.namedItem("taken_at");
    if (event.target.type !== "file" || !taken || !event.target.files.length) return;
    const newest = Math.max(...[...event.target.files].map((file) => file.lastModified));
    const local = new Date(newest - new Date().getTimezoneOffset() * 60000);
    taken.value = local.toISOString().slice(0, 16);
  }

  async restore() {
    const draft = this.read();
    if (!draft) return;
    this.restoreText(draft);
    await this.restorePhotos();
    this.tell("restored");
  }

  async restorePhotos() {
    try {
      const { files } = (await Shelf.read(this.key)) || { files: [] };
      for (const input of this.inputs()) {
        const own = files.filter(({ name }) => name === input.name);
        if (!own.length || input.files.length) continue;
        const given = new DataTransfer();
        for (const { file } of own) given.items.add(file);
        input.files = given.files;
      }
    } catch {
      /* Nothing was kept, or this browser lets no script hand files over. */
    }
  }

  restoreText(draft) {
    const lists = new Map();
    for (const [name, value] of draft.values) {
      lists.set(name, [...(lists.get(name) || []), value]);
    }
    for (const field of this.form.elements) {
      if (!field.name || UNKEPT.has(field.name) || field.type === "file") continue;
      const kept = lists.get(field.name) || [];
      if (field.type === "radio" || field.type === "checkbox") {
        field.checked = kept.includes(field.value);
      } else if (kept.length) {
        field.value = kept[0];
      }
    }
    const seen = this.form.elements.namedItem("seen");
    if (seen && draft.seen) seen.value = draft.seen;
  }

  /* Another content is another sending; the same content goes under the token it had. */
  stamp() {
    const draft = this.read() || {};
    const content = this.content();
    if (draft.sent && draft.sent !== content) this.token.value = uuid();
    else if (draft.sent && draft.token) this.token.value = draft.token;
    const stamped = { sent: content, token: this.token.value };
    this.write({ values: this.values(), seen: this.seen(), ...stamped });
  }

  submitted(event) {
    event.preventDefault();
    if (!this.isSending) this.send();
  }

  async send() {
    clearTimeout(this.timer);
    this.isSending = true;
    await this.shelving;
    this.stamp();
    this.tell("sending");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new FormData(this.form),
        headers: { "X-Offline-Draft": "1" },
        redirect: "manual",
      });
      await this.answered(answer);
    } catch {
      this.wait();
    }
  }

  async answered(answer) {
    this.isWaiting = false;
    if (answer.type === "opaqueredirect") {
      this.isSending = false;
      this.tell("login");
      return;
    }
    if (answer.ok && (answer.headers.get("Content-Type") || "").startsWith("application/json")) {
      const { taken } = await answer.json();
      this.isSending = false;
      if (!taken) {
        this.tell("refused");
        return;
      }
      localStorage.removeItem(this.key);
      await Shelf.drop(this.key).catch(() => {});
      window.location.assign(this.token.dataset.offlineDone);
      return;
    }
    // The server says what is wrong: let it say so on its own page.
    this.tell("");
    this.isSending = false;
    HTMLFormElement.prototype.submit.call(this.form);
  }

  wait() {
    this.isSending = false;
    this.isWaiting = true;
    this.tell("kept");
    this.timer = setTimeout(() => this.send(), RETRY);
  }
}

/* What another person left on this phone, and what nobody sent for a week. */
async function sweep(user) {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
    let at = 0;
    try {
      at = JSON.parse(localStorage.getItem(key)).at || 0;
    } catch {
      /* unreadable: goes as well */
    }
    if (!key.endsWith(`-${user}`) || Date.now() - at > WEEK) localStorage.removeItem(key);
  }
  try {
    const texts = new Set(Object.keys(localStorage));
    for (const key of await Shelf.keys()) if (!texts.has(key)) await Shelf.drop(key);
  } catch {
    /* no shelf: nothing lies on it */
  }
}

const first = document.querySelector("[data-offline-key]");
if (first) sweep(first.dataset.offlineKey.split("-").at(-1));
for (const token of document.querySelectorAll("[data-offline-key]")) new OfflineForm(token);

const places = [...document.querySelectorAll("[data-position]")];
function locate() {
  navigator.geolocation.getCurrentPosition((found) => {
    for (const field of places) {
      field.value = found.coords[field.dataset.position].toFixed(5);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const button of document.querySelectorAll("[data-locate]")) button.textContent += " ✓";
  });
}
if (places.length && navigator.geolocation) {
  for (const button of document.querySelectorAll("[data-locate]")) {
    button.hidden = false;
    button.addEventListener("click", locate);
  }
}
