// Light components only. Import the heavy ones by path, on the routes that need them:
// `~/kit/ComboBox`, `~/kit/DatePicker`, `~/kit/Dialog`, `~/kit/Menu`, `~/kit/SearchCommand`, `~/kit/Slider`, `~/kit/Toolbar`.
export { Avatar, type AvatarProps, initialsOf, type PresenceColour, presenceColourOf, presenceColours } from "./Avatar";
export { AvatarStack, type AvatarStackProps } from "./AvatarStack";
export { Banner, type BannerProps } from "./Banner";
export { Button, type ButtonProps, type ButtonVariant } from "./Button";
export { Card, type CardProps } from "./Card";
export { classes } from "./classes";
export { describedBy, type FieldProps, firstError, fromConform } from "./field";
export { IconButton, type IconButtonProps } from "./IconButton";
export { KitProvider } from "./KitProvider";
export { LinkButton, type LinkButtonProps } from "./LinkButton";
export { type Announce, LiveRegionProvider, useAnnounce } from "./LiveRegion";
export { StatusStrip, type StatusStripProps } from "./StatusStrip";
export { Tag, type TagProps, type Tone } from "./Tag";
export { TextField, type TextFieldProps } from "./TextField";
export { useHydrated } from "./useHydrated";
export { useOnline } from "./useOnline";
export { VisuallyHidden } from "./VisuallyHidden";
