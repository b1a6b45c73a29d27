/**
 * A key and a certificate for `localhost` and 127.0.0.1, made once with OpenSSL for these tests, signed by itself
 * and trusted by nobody else: no secret. Good from 2020 to 2120.
 */
export const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgk+e9B0OpSgCxxAnb
QIRukqs7ZSF6ncBUrpRyNk7p1S2hRANCAATExyZhFNcP1YQaBjxgqviUaMzz/BE+
lYBWYcxFpFmKX33D3bWJKeV/ayk4HNy2EKYiYaHDqWHr6PjzcetzwEHL
-----END PRIVATE KEY-----
`;

export const certificate = `-----BEGIN CERTIFICATE-----
MIIBZzCCAQ2gAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMTHJmEU1w/VhBoG
PGCq+JRozPP8ET6VgFZhzEWkWYpffcPdtYkp5X9rKTgc3LYQpiJhocOpYevo+PNx
63PAQcujTjBMMBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAPBgNVHRMBAf8E
BTADAQH/MB0GA1UdDgQWBBSRaVMr+9woYJmwxtJOS2o512f9ozAKBggqhkjOPQQD
AgNIADBFAiEAijerG6bygzF8VE1GFp2l918wUDYMqHGo2f877iIRJsACIHBBtLo0
T/zsmZUxtvbKOkcRZg5RgVx8rkhrccBM0WnN
-----END CERTIFICATE-----
`;
