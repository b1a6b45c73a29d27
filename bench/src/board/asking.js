/** Requests as a page in use makes them: one kept connection for each browser, its cookie, JSON. */
import { Agent, request } from "node:http";

export class Browser {
  /** @param {string} [address] where it comes from, of 127.0.0.0/8: a crowd behind one address is taken for a flood */
  constructor(baseUrl, cookie, address) {
    this.agent = new Agent({ keepAlive: true, maxSockets: 6, ...(address ? { localAddress: address } : {}) });
    this.baseUrl = baseUrl;
    this.cookie = cookie;
  }

  /** @returns {Promise<{ status: number, location?: string, text: string }>} */
  ask(path, { method = "GET", form, accept = "application/json" } = {}) {
    const body = form && new URLSearchParams(form).toString();
    const headers = { Cookie: this.cookie, Origin: this.baseUrl, "Sec-Fetch-Site": "same-origin", Accept: accept, ...(body ? { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) } : {}) };
    return new Promise((resolve, reject) => {
      const asked = request(new URL(path, this.baseUrl), { method, headers, agent: this.agent }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.on("end", () => resolve({ status: answer.statusCode, location: answer.headers.location, text: Buffer.concat(parts).toString("utf8") }));
        answer.on("error", reject);
      });
      // A kept connection that the server has closed meanwhile: browsers ask again on another, and so does this.
      asked.on("error", (error) => (asked.reusedSocket && error.code === "ECONNRESET" ? this.ask(path, { method, form, accept }).then(resolve, reject) : reject(error)));
      asked.end(body);
    });
  }

  close() {
    this.agent.destroy();
  }
}
