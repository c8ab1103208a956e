/** Two timbers and the tenon between them. */
export function Logo() {
  return (
    <svg class="logo" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="7" fill="currentColor" />
      <path d="M7 8h18v6h-5v10h-8V14H7z" fill="var(--on-accent)" />
      <path d="M7 17h3v7H7zM22 17h3v7h-3z" fill="var(--on-accent)" opacity="0.45" />
    </svg>
  );
}
