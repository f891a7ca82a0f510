// The loop of machine.js for runs in single precision, four at a time: the same kinds, the same order of every rounding.
// `just wasm` builds machine.wasm of it. Nothing is fused and nothing is reordered: hence the same bits.
#include <wasm_simd128.h>

enum { FILL, SIZE, SCALE, ADD, HIGHEST, LINE, REMAINDER, RAMP, COPY, WAY, LIMIT, MULTIPLY, ADD_PRODUCT, ADD_SCALED, MOVE,
    PART, KEEP };

typedef v128_t Four;
typedef struct { int kind, to, of, also; } Rows;
typedef struct { float x, y, z; } Numbers;

static Four all(float x) { return wasm_f32x4_splat(x); }
static Four plus(Four a, Four b) { return wasm_f32x4_add(a, b); }
static Four less(Four a, Four b) { return wasm_f32x4_sub(a, b); }
static Four times(Four a, Four b) { return wasm_f32x4_mul(a, b); }
static Four by(Four a, Four b) { return wasm_f32x4_div(a, b); }
static Four higher(Four value, Four low) { return wasm_f32x4_pmax(low, value); }
static Four limited(Four value, Four low, Four high) { return wasm_f32x4_pmin(high, higher(value, low)); }

static Four moved(Four here, Four up, Four down, Four low, Four high) {
    Four pushed = less(times(up, less(high, here)), times(down, less(here, low)));
    return plus(here, by(pushed, plus(plus(up, down), all(1))));
}

static Four part(Four here, Four share, Four x, Four low, Four high) {
    Four way = limited(plus(here, times(less(x, here), share)), low, high);
    return wasm_v128_bitselect(x, way, wasm_f32x4_eq(share, all(1)));
}

#define EACH(value) for (int j = 0; j < fours; j++) to[j] = (value); break

// Work off `n` operations on a memory of rows of so many fours.
__attribute__((export_name("work")))
void work(int n, const Rows *rows, const Numbers *numbers, Four *memory, int fours) {
    const Four none = all(0), one = all(1);
    for (int i = 0; i < n; i++) {
        Four *to = memory + rows[i].to * fours;
        const Four *of = memory + rows[i].of * fours, *also = memory + rows[i].also * fours;
        const Four x = all(numbers[i].x), y = all(numbers[i].y), z = all(numbers[i].z);
        switch (rows[i].kind) {
            case FILL: EACH(x);
            case SIZE: EACH(wasm_f32x4_abs(of[j]));
            case SCALE: EACH(times(of[j], x));
            case ADD: EACH(plus(to[j], of[j]));
            case HIGHEST: EACH(higher(to[j], of[j]));
            case LINE: EACH(plus(times(of[j], y), x));
            case REMAINDER: EACH(times(higher(less(one, plus(of[j], also[j])), none), x));
            case RAMP: EACH(limited(plus(by(less(of[j], x), y), z), none, one));
            case COPY: EACH(of[j]);
            case WAY: EACH(limited(times(less(of[j], x), y), none, one));
            case LIMIT: EACH(limited(of[j], x, y));
            case MULTIPLY: EACH(times(to[j], of[j]));
            case ADD_PRODUCT: EACH(plus(to[j], times(of[j], also[j])));
            case ADD_SCALED: EACH(plus(to[j], times(of[j], x)));
            case MOVE: EACH(moved(to[j], of[j], also[j], x, y));
            case PART: EACH(part(of[j], also[j], x, y, z));
            case KEEP: EACH(times(to[j], wasm_v128_and(one, wasm_f32x4_eq(of[j], none))));
        }
    }
}
