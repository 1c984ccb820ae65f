/** Files that were made beforehand: each is fetched once a page, however many parts ask for it. */

/** Rejects where the file does not come; asked again, it is tried again. */
export function fetchOnce<Told>(
  read: (answer: Response) => Promise<Told>,
): (address: string) => Promise<Told> {
  const fetched = new Map<string, Promise<Told>>();
  return (address) => {
    const found = fetched.get(address) ?? fetchWhole(address).then(read);
    fetched.set(address, found);
    found.catch(() => fetched.delete(address));
    return found;
  };
}

async function fetchWhole(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer;
}
