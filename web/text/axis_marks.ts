// Marks of an axis from 0 on, about `count` of them, at distances that people count in.

const secondSteps = [
    0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400,
];

export function secondMarks(most: number, count: number): readonly number[] {
    const step = secondSteps.find((one) => one * count >= most) ?? Math.ceil(most / count / 86_400) * 86_400;
    return multiples(step, most);
}

export function decimalMarks(most: number, count: number): readonly number[] {
    const least = Math.max(most / count, 0.01);
    const power = 10 ** Math.floor(Math.log10(least));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((one) => one >= least) ?? 10 * power;
    return multiples(step, most);
}

function multiples(step: number, most: number): readonly number[] {
    return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}
