export const LOCAL_DATA: string;
