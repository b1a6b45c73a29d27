// Light components only. Import the heavy ones by path, on the routes that need them:
// `~/kit/board/Board`, `~/kit/ComboBox`, `~/kit/DatePicker`, `~/kit/Dialog`, `~/kit/Menu`, `~/kit/SearchCommand`,
// `~/kit/Slider`, `~/kit/Toolbar`, `~/kit/UndoToast` and `~/kit/WhenFields`; by path, too, what only diaries show:
// `~/kit/Countdown`, `~/kit/EventCard`, `~/kit/MonthCalendar`, `~/kit/Plot`, `~/kit/QrCode` and `~/kit/TimeField`.
export { Avatar, type AvatarProps, initialsOf, type PresenceColour, presenceColourOf, presenceColours } from "./Avatar";
export { AvatarStack, type AvatarStackProps } from "./AvatarStack";
export { Banner, type BannerProps } from "./Banner";
export { Breadcrumb, type Crumb } from "./Breadcrumb";
export { Button, type ButtonProps, type ButtonVariant } from "./Button";
export { Card, type CardProps } from "./Card";
export { Checkbox, type CheckboxProps } from "./Checkbox";
export { CheckboxGroup, type CheckboxGroupProps } from "./CheckboxGroup";
export { type Chip, Chips, type ChipsProps } from "./Chips";
export type { GroupChoice } from "./ChoiceGroup";
export { classes } from "./classes";
export { CopyButton, type CopyButtonProps } from "./CopyButton";
export { DateBlock } from "./DateBlock";
export { DateField, type DateFieldProps } from "./DateField";
export { Disclosure, type DisclosureProps } from "./Disclosure";
export { EmptyState, type EmptyStateProps } from "./EmptyState";
export { ErrorSummary, type ErrorSummaryProps, type SummaryError } from "./ErrorSummary";
export { errorsFrom } from "./errorsFrom";
export { describedBy, type FieldProps, firstError, fromConform } from "./field";
export { FormRow, FormStack } from "./FormRow";
export { IconButton, type IconButtonProps } from "./IconButton";
export { KitProvider } from "./KitProvider";
export { LinkButton, type LinkButtonProps } from "./LinkButton";
export { LiveDot, type LiveDotProps } from "./LiveDot";
export { type Announce, LiveRegionProvider, useAnnounce } from "./LiveRegion";
export { PrintSheet, type PrintSheetProps } from "./PrintSheet";
export { ProgressBar, type ProgressBarProps } from "./ProgressBar";
export { RadioGroup, type RadioGroupProps } from "./RadioGroup";
export { type Choice, Select, type SelectProps } from "./Select";
export { StatusStrip, type StatusStripProps } from "./StatusStrip";
export { type Step, Steps, type StepsProps } from "./Steps";
export { SummaryList, type SummaryRow } from "./SummaryList";
export { type Column, Table, type TableProps } from "./Table";
export { type TabLink, Tabs } from "./Tabs";
export { Tag, type TagProps, type Tone } from "./Tag";
export { type Task, TaskList, type TaskListProps } from "./TaskList";
export { TextField, type TextFieldProps } from "./TextField";
export { Time, type TimeProps } from "./Time";
export { dateParts, formatTime, type TimeFormat, wallTime } from "./wallTime";
export { useHydrated } from "./useHydrated";
export { useOnline } from "./useOnline";
export { VisuallyHidden } from "./VisuallyHidden";
