import { describe, expect, test } from "vitest";
import { readConfig } from "../../engine/config.ts";

describe("settings", () => {
  const whole = {
    TENON_OIDC_ISSUER: "https://login.example.com",
    TENON_OIDC_CLIENT_ID: "tenon",
    TENON_OIDC_CLIENT_SECRET: "secret",
  };
  test.each([
    ["TENON_OIDC_ISSUER"],
    ["TENON_OIDC_CLIENT_ID"],
    ["TENON_OIDC_CLIENT_SECRET"],
  ] as const)("without %s, the start fails and names it", (name) => {
    expect(() => readConfig({ ...whole, [name]: "" })).toThrow(name);
  });

  test.each([
    ["TENON_OIDC_LABEL", "Example"],
    ["TENON_OIDC_NEW_ACCOUNTS_ROLE", "member"],
    ["TENON_OIDC_ACCOUNTS", "by_verified_email"],
  ])("%s alone means nothing, and the start says so", (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow("TENON_OIDC_ISSUER");
  });

  test.each([
    ["TENON_OIDC_ISSUER", "http://login.example.com"],
    ["TENON_OIDC_ISSUER", "https://login.example.com/?x=1"],
    ["TENON_OIDC_ISSUER", "https://user:secret@login.example.com"],
    ["TENON_OIDC_ISSUER", "login.example.com"],
    ["TENON_OIDC_ACCOUNTS", "everybody"],
    ["TENON_OIDC_NEW_ACCOUNTS_ROLE", "admin"],
  ])("%s is not %s", (name, value) => {
    expect(() => readConfig({ ...whole, [name]: value })).toThrow(name);
  });

  test("have safe defaults", () => {
    expect(readConfig({}).provider).toBeNull();
    expect(readConfig(whole).provider).toEqual({
      issuer: "https://login.example.com",
      clientId: "tenon",
      clientSecret: "secret",
      label: "login.example.com",
      accounts: "linked",
      newAccountsRole: null,
    });
  });
});
