declare module '*.py' {
  const text: string;
  export default text;
}
declare module '*.sh' {
  const text: string;
  export default text;
}
declare module '*.txt' {
  const text: string;
  export default text;
}
declare module '*.ejs' {
  const view: (locals: object, escaped: (value: unknown) => string) => string;
  export default view;
}
declare module '*.yml' {
  const value: unknown;
  export default value;
}
