import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenInFragment } from "./token.ts";

test("a link's token is taken, and the rest of the fragment stays", () => {
    assert.deepEqual(tokenInFragment("#token=abc"), { token: "abc", rest: "#/" });
    assert.deepEqual(tokenInFragment("#/failed/17?token=a%2Bb"), { token: "a+b", rest: "#/failed/17" });
    assert.deepEqual(tokenInFragment("#/failed?token=abc&state=all"), { token: "abc", rest: "#/failed?state=all" });
    assert.deepEqual(tokenInFragment("#token=%E0%A4%A"), { token: "%E0%A4%A", rest: "#/" });
});

test("a fragment without a token is left alone", () => {
    for (const fragment of ["", "#/failed", "#/parcel/token", "#/failed?reason=token"])
        assert.equal(tokenInFragment(fragment), null);
});

test("the token is taken from among a view's own parameters", () => {
    assert.deepEqual(tokenInFragment("#/failed?reason=bad%20time&token=a%2Bb&state=all"), {
        token: "a+b",
        rest: "#/failed?reason=bad%20time&state=all",
    });
    for (const fragment of ["", "#", "#/failed", "#/failed?reason=token", "#/failed?token="])
        assert.equal(tokenInFragment(fragment), null, fragment);
});
