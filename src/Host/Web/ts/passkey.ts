import { call, escape, icon, make, Refused, say } from "./kit";

interface WithJson {
  parseCreationOptionsFromJSON?(json: unknown): PublicKeyCredentialCreationOptions;
  parseRequestOptionsFromJSON?(json: unknown): PublicKeyCredentialRequestOptions;
  isConditionalMediationAvailable?(): Promise<boolean>;
}

/** Sign in, register or add by passkey. Where the browser or a plain-http address knows none, the element is not there. */
customElements.define("k-passkey", class extends HTMLElement {
  private readonly wrong = make("p", "err");
  private stop: AbortController | null = null;

  connectedCallback(): void {
    const api = (globalThis.PublicKeyCredential ?? {}) as WithJson, button = this.querySelector("button");
    if (!button || !api.parseCreationOptionsFromJSON || !isSecureContext) {
      this.hidden = true;
      return;
    }
    this.wrong.setAttribute("role", "alert");
    this.wrong.hidden = true;
    this.append(this.wrong);
    button.addEventListener("click", async () => {
      this.stop?.abort();
      button.setAttribute("aria-busy", "true");
      await this.attempt(() => this.getAttribute("act") === "sign-in" ? this.signIn(api) : this.create(api));
      button.removeAttribute("aria-busy");
    });
    if (this.getAttribute("act") === "sign-in") void this.offer(api);
  }

  /** The browser may offer the passkey in the name field itself. */
  private async offer(api: WithJson): Promise<void> {
    if (!document.querySelector('[autocomplete~="webauthn"]') || !await api.isConditionalMediationAvailable?.()) return;
    this.stop = new AbortController();
    await this.attempt(() => this.signIn(api, "conditional", this.stop!.signal), true);
  }

  private async signIn(api: WithJson, mediation?: CredentialMediationRequirement, signal?: AbortSignal): Promise<void> {
    const options = await (await call("POST", "/api/v1/sessions/passkey/options", { json: {} })).json();
    const made = await navigator.credentials.get({ publicKey: api.parseRequestOptionsFromJSON!(options), ...(mediation ? { mediation } : {}), ...(signal ? { signal } : {}) });
    if (!made) return;
    await call("POST", "/api/v1/sessions/passkey", { json: (made as PublicKeyCredential).toJSON() });
    this.leave();
  }

  private async create(api: WithJson): Promise<void> {
    const form = this.closest("form"), body: Record<string, string> = {};
    if (this.getAttribute("act") === "register" && form) {
      const fields = ["handle", "name"].map(n => form.elements.namedItem(n)).filter(f => f instanceof HTMLInputElement);
      for (const f of fields) {
        if (!f.reportValidity()) return;
        body[f.name] = f.value.trim();
      }
    }
    const options = await (await call("POST", "/api/v1/passkeys/options", { json: body })).json();
    const made = await navigator.credentials.create({ publicKey: api.parseCreationOptionsFromJSON!(options) });
    if (!made) return;
    await call("POST", "/api/v1/passkeys", { json: (made as PublicKeyCredential).toJSON() });
    this.leave();
  }

  private leave(): void {
    const to = new URL(this.getAttribute("return") || (this.getAttribute("act") === "add" ? location.href : "/"), location.origin);
    location.assign(to.origin === location.origin ? to.href : "/");
  }

  private async attempt(run: () => Promise<void>, quiet = false): Promise<void> {
    this.wrong.hidden = true;
    try {
      await run();
    } catch (e) {
      // The person closed the system's dialog, or another attempt began: nothing to say.
      const name = e instanceof Error ? e.name : "";
      if (name === "AbortError" || name === "NotAllowedError" || (quiet && !(e instanceof Refused && e.status === 422))) return;
      this.wrong.innerHTML = icon("alert", "ic-xs") + escape(e instanceof Refused ? e.message : say(name === "InvalidStateError" ? "web.passkey.have" : "web.passkey.failed"));
      this.wrong.hidden = false;
    }
  }
});
